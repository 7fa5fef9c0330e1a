//! What a selection reaches: what it names, and what that refers to.
//!
//! ```text
//! user  ->  its base types                        as near as the type itself: a struct holds their members too
//!       ->  enumerations of its members           likewise: they are values
//!       ->  types of its members                  one step farther
//! ```
//!
//! Types derived from one that is reached are not: name those whose members are wanted.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use msgraph_schema::{
    Schema,
    schema::{Body, Content, Operation, OperationName, Property, TypeName, TypeRef, TypeTarget},
};

use super::{
    Selection,
    pattern::{Operations, type_fits},
};

/// What a selection reaches.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reach {
    /// Types, with the number of references to them from what is named.
    pub(crate) types: BTreeMap<TypeName, usize>,
    /// Enumerations.
    pub(crate) enums: BTreeSet<TypeName>,
    /// Operations.
    pub(crate) operations: BTreeSet<OperationName>,
    /// Names in use that the schema does not define.
    pub(crate) undefined: BTreeSet<TypeName>,
    /// Such names one step behind the end: they are only taken if they turn out to be enumerations.
    pub(crate) border: BTreeSet<TypeName>,
    /// Patterns that nothing fits.
    pub(crate) unmatched: BTreeSet<String>,
}

impl Reach {
    /// Whether a name is reached, defined or not.
    pub(crate) fn has(&self, name: &TypeName) -> bool {
        self.types.contains_key(name) || self.enums.contains(name) || self.undefined.contains(name)
    }
}

/// Finds what a selection reaches.
pub(crate) fn reach(schema: &Schema, selection: &Selection) -> Reach {
    let mut walk = Walk {
        schema,
        selection,
        reach: Reach::default(),
        open: VecDeque::new(),
    };
    walk.seed_types();
    walk.seed_operations();
    walk.follow();
    walk.reach
}

struct Walk<'a> {
    schema: &'a Schema,
    selection: &'a Selection,
    reach: Reach,
    /// Types whose references are not followed yet, the nearest first.
    open: VecDeque<(&'a TypeName, usize)>,
}

impl<'a> Walk<'a> {
    fn seed_types(&mut self) {
        let schema = self.schema;
        let all = ["*".to_owned()];
        let patterns = if self.selection.is_everything() {
            &all
        } else {
            self.selection.types.as_slice()
        };
        for pattern in patterns {
            let names = schema.types.keys().chain(schema.enums.keys());
            let fitting: Vec<_> = names.filter(|it| type_fits(pattern, it.as_str())).collect();
            if fitting.is_empty() && !self.selection.is_everything() {
                self.reach.unmatched.insert(pattern.clone());
            }
            for name in fitting {
                self.take(name, 0);
            }
        }
    }

    fn seed_operations(&mut self) {
        let schema = self.schema;
        let mut unmatched: BTreeSet<&String> = self.selection.operations.iter().collect();
        for operation in schema.operations.values() {
            let patterns = self.selection.operations.iter();
            let fitting: Vec<_> = patterns
                .filter(|it| operation_fits(it, operation))
                .collect();
            unmatched.retain(|it| !fitting.contains(it));
            let is_named = self.selection.is_everything() || !fitting.is_empty();
            let mut left_out = self.selection.without_operations.iter();
            if is_named && !left_out.any(|it| operation_fits(it, operation)) {
                self.reach.operations.insert(operation.name.clone());
                for it in references_of_operation(operation) {
                    self.refer(it, 0);
                }
            }
        }
        self.reach.unmatched.extend(unmatched.into_iter().cloned());
    }

    fn follow(&mut self) {
        let schema = self.schema;
        while let Some((name, distance)) = self.open.pop_front() {
            let Some(ty) = schema.types.get(name) else {
                continue;
            };
            if let Some(base) = &ty.base {
                self.take(base, distance);
            }
            for it in ty.properties.iter().chain(&ty.relationships) {
                self.refer(&it.ty, distance + 1);
            }
        }
    }

    fn refer(&mut self, ty: &'a TypeRef, distance: usize) {
        if let TypeTarget::Named(name) = &ty.target {
            self.take(name, distance);
        }
    }

    /// Takes what a name means, if it is near enough and nobody leaves it out.
    fn take(&mut self, name: &'a TypeName, distance: usize) {
        let mut left_out = self.selection.without_types.iter();
        if left_out.any(|it| type_fits(it, name.as_str())) {
            return;
        }
        let is_near = self.selection.depth.is_none_or(|depth| distance <= depth);
        if self.schema.enums.contains_key(name) {
            self.reach.enums.insert(name.clone());
        }
        if self.schema.types.contains_key(name) {
            if is_near {
                self.take_type(name, distance);
            }
        } else if !self.schema.enums.contains_key(name) {
            let undefined = if is_near {
                &mut self.reach.undefined
            } else {
                &mut self.reach.border
            };
            undefined.insert(name.clone());
        }
    }

    /// Takes a type and remembers to follow its references. Base types are as near as what they are bases of, so the queue stays sorted
    /// only if they go to its front.
    fn take_type(&mut self, name: &'a TypeName, distance: usize) {
        let known = self.reach.types.get(name);
        if known.is_some_and(|known| *known <= distance) {
            return;
        }
        self.reach.types.insert(name.clone(), distance);
        match self.open.front() {
            Some((_, nearest)) if distance <= *nearest => self.open.push_front((name, distance)),
            _ => self.open.push_back((name, distance)),
        }
    }
}

fn operation_fits(pattern: &str, operation: &Operation) -> bool {
    let pattern = Operations::parse(pattern);
    let name = operation.name.as_str();
    let stem = name.split('#').next().unwrap_or(name);
    let mut paths = operation.paths.iter().map(ToString::to_string);
    paths.any(|path| pattern.fits(stem, &operation.method, &path))
}

/// The types that a call sends, answers or takes as parameters.
pub(crate) fn references_of_operation(operation: &Operation) -> impl Iterator<Item = &TypeRef> {
    let (body, properties): (Option<&TypeRef>, &[Property]) = match &operation.request {
        Body::Value { ty, properties, .. } => (Some(ty), properties),
        Body::Parameters(properties) => (None, properties),
        _ => (None, &[]),
    };
    let responses = operation.responses.iter();
    let answered = responses.filter_map(|it| match &it.content {
        Content::Value(ty) => Some(ty),
        _ => None,
    });
    let parameters = operation.parameters.iter().map(|it| &it.property.ty);
    let sent = body.into_iter().chain(properties.iter().map(|it| &it.ty));
    sent.chain(parameters).chain(answered)
}
