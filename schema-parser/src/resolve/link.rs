//! Links the names on the pages of one type, and merges the pages.
//!
//! The first page that declares a property wins; the others add what it does not have.

mod values;

use super::{Kind, Names, names, stem};
use crate::{
    diagnostic::{Code, Diagnostic, Reporter},
    inline::{self, Target},
    pages::{Row, Shape, Signs, TypePage},
    schema::{
        Location, Member, Primitive, Property, PropertyName, Representation, Type, TypeKind,
        TypeName, TypeRef, TypeTarget,
    },
    type_expr::{Base, Name, is_identifier, is_name},
};

/// The base of everything that has an `id`.
pub(super) const ENTITY: &str = "microsoft.graph.entity";

/// A type of which all names are linked, and what its pages say about others.
#[derive(Debug, Default)]
pub(super) struct Linked {
    pub(super) ty: Type,
    pub(super) signs: Signs,
    /// The kind that the metadata names.
    pub(super) kind: Option<TypeKind>,
    /// The property that the metadata calls the key.
    pub(super) key: Option<String>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Values of enumerations, in the order of the pages.
    pub(super) evidence: Vec<Evidence>,
    /// Names of types that no page defines.
    pub(super) unknown: Vec<Unknown>,
    /// Strings with a list of values, which may turn out to be enumerations.
    pub(super) strings: Vec<Listed>,
    /// What samples show and the tables of the same page lack.
    pub(super) shown: Vec<Property>,
    /// The pages in the table of methods, and where their links stand.
    pub(super) methods: Vec<(String, Location)>,
}

/// Values of an enumeration that a page of a type lists.
#[derive(Debug)]
pub(super) struct Evidence {
    pub(super) name: TypeName,
    pub(super) members: Vec<Member>,
    pub(super) description: String,
    pub(super) is_flags: bool,
    /// Whether they stand in a section of their own, and not in the description of a property.
    pub(super) is_section: bool,
    pub(super) location: Location,
}

/// A string of which a page lists the values.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) property: PropertyName,
    pub(super) members: Vec<Member>,
    /// Whether the table spells the type as OData does and the sample lists the values too, as `"a | b"`.
    pub(super) is_choice: bool,
}

/// A name of a type that no page defines.
#[derive(Debug)]
pub(super) struct Unknown {
    pub(super) name: TypeName,
    pub(super) property: PropertyName,
    pub(super) location: Location,
}

/// Links and merges the pages of a type.
pub(super) fn link(pages: Vec<TypePage<'_>>, names: &Names) -> Linked {
    let mut linked = Linked::default();
    for page in pages {
        let mut linker = Linker {
            names,
            namespace: page.name.namespace().to_owned(),
            sections: page.values.iter().map(|it| it.name).collect(),
            reporter: Reporter::new(page.source),
            linked: &mut linked,
        };
        linker.page(page);
        let found = linker.reporter.found;
        linked.diagnostics.extend(found);
    }
    linked
}

struct Linker<'l, 'a> {
    names: &'l Names,
    namespace: String,
    /// The names that sections with values have on this page.
    sections: Vec<&'a str>,
    reporter: Reporter<'a>,
    linked: &'l mut Linked,
}

/// Which list of a type a property goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum List {
    Properties,
    Relationships,
}

impl<'a> Linker<'_, 'a> {
    fn page(&mut self, mut page: TypePage<'a>) {
        self.head(&mut page);
        self.shown(&page);
        for values in std::mem::take(&mut page.values) {
            self.section(values, &page);
        }
        self.linked.ty.properties.reserve(page.properties.len());
        for row in std::mem::take(&mut page.properties) {
            let name = row.property.name.as_str();
            let shape = page.body.as_ref().and_then(|it| it.member(name));
            let property = self.row(row, shape.map(|it| it.shape));
            self.add(property, List::Properties);
        }
        self.linked
            .ty
            .relationships
            .reserve(page.relationships.len());
        for row in std::mem::take(&mut page.relationships) {
            let place = row.type_cell;
            let mut property = self.row(row, None);
            self.list(&mut property, place, &page);
            self.add(property, List::Relationships);
        }
        let source = self.reporter.source;
        let links = page.methods.iter();
        let methods = links.filter_map(|it| {
            let stem = stem(it.target)?.into_owned();
            Some((stem, source.location(it.target)))
        });
        self.linked.methods.extend(methods);
    }

    /// Keeps the members of the sample that no table has and whose values name types.
    fn shown(&mut self, page: &TypePage<'a>) {
        let rows = || page.properties.iter().chain(&page.relationships);
        let is_listed = |name: &str| {
            let mut names = rows().map(|it| it.property.name.as_str());
            names.any(|it| it.eq_ignore_ascii_case(name))
        };
        for member in page.body.iter().flat_map(|it| &it.members) {
            let Some(ty) = member.ty else { continue };
            if !is_identifier(&member.name) || is_listed(&member.name) {
                continue;
            }
            let target = match ty.base {
                Base::Primitive(primitive) => TypeTarget::Primitive(primitive),
                Base::Named(name) => match self.names.find(name, &self.namespace) {
                    Some((found, _)) => TypeTarget::Named(found.clone()),
                    None => continue,
                },
            };
            self.linked.shown.push(Property {
                name: PropertyName(member.name.to_string()),
                ty: TypeRef {
                    target,
                    collection: ty.collection,
                },
                location: self.reporter.source.location(member.place),
                ..Property::default()
            });
        }
    }

    /// What a page says about the type as a whole; the first page that says something counts.
    fn head(&mut self, page: &mut TypePage<'a>) {
        let source = self.reporter.source;
        if self.linked.ty.name.as_str().is_empty() {
            self.linked.ty.name = page.name.clone();
            self.linked.ty.location = source.location(page.place);
            self.linked.ty.description = std::mem::take(&mut page.description);
            self.linked.ty.deprecation = page.deprecation.take();
        } else {
            let message = format!("`{}` is defined on another page too", page.name);
            self.reporter.report(Code::SplitType, page.place, message);
        }
        let base = self.base(page);
        let ty = &mut self.linked.ty;
        ty.base = ty.base.take().or(base);
        ty.is_abstract |= page.is_abstract;
        ty.open |= page.is_open;
        ty.media |= page.is_media;
        if ty.representation.is_none() {
            ty.representation = page.body.as_ref().map(|body| Representation {
                json: body.text.trim().to_owned(),
                optional: page.optional.drain(..).map(PropertyName).collect(),
                location: source.location(body.text),
            });
        }
        self.linked.kind = self.linked.kind.or(page.kind);
        self.linked.key = self.linked.key.take().or_else(|| page.key.take());
        self.linked.signs = self.linked.signs.or(page.signs);
    }

    /// The base that prose and metadata name. `entity` in the metadata often means no more than that there is an `id`.
    fn base(&mut self, page: &TypePage<'a>) -> Option<TypeName> {
        let metadata = page
            .metadata_base
            .as_deref()
            .map(|it| match self.names.get(it) {
                Some((name, _)) => name.clone(),
                None => TypeName(it.to_owned()),
            });
        let prose = page.prose_base.map(|it| self.named(it));
        let (Some(metadata), Some(prose)) = (&metadata, &prose) else {
            return metadata.or(prose);
        };
        if metadata != prose && metadata.as_str() != ENTITY {
            let message =
                format!("the base is `{metadata}` in the metadata, but `{prose}` in the text");
            self.reporter
                .report(Code::BaseContradiction, page.metadata_place, message);
        }
        Some(prose.clone())
    }

    /// The qualified name that a name means.
    fn named(&self, name: Name<'_>) -> TypeName {
        match self.names.find(name, &self.namespace) {
            Some((found, _)) => found.clone(),
            None => TypeName(names::qualified(name.text, &self.namespace)),
        }
    }

    fn add(&mut self, property: Property, list: List) {
        let ty = &mut self.linked.ty;
        let name = property.name.as_str();
        let mut all = ty.properties.iter().chain(&ty.relationships);
        if let Some(first) = all.find(|it| it.name.as_str().eq_ignore_ascii_case(name)) {
            let is_same = first.ty == property.ty;
            let at = ty.properties.iter().position(|it| it.name == property.name);
            let code = match (is_same, first.location.page == property.location.page) {
                (true, false) => return,
                (false, false) => Code::ConflictingDefinition,
                (_, true) => Code::DuplicateProperty,
            };
            let message = if is_same {
                format!("`{name}` is declared twice")
            } else {
                format!(
                    "`{name}` has type `{}` here and `{}` before",
                    property.ty, first.ty
                )
            };
            self.linked.diagnostics.push(Diagnostic {
                location: property.location,
                code,
                message,
                related: Some(first.location),
            });
            // What stands in both tables is a relationship.
            if let Some(at) = at
                && list == List::Relationships
                && is_same
            {
                let first = ty.properties.remove(at);
                ty.relationships.push(first);
            }
            return;
        }
        match list {
            List::Properties => ty.properties.push(property),
            List::Relationships => ty.relationships.push(property),
        }
    }

    /// Takes a relationship for a collection where the table of methods lists it: `[List members](../api/group-list-members.md)`.
    fn list(&mut self, property: &mut Property, place: &str, page: &TypePage<'a>) {
        if property.ty.collection {
            return;
        }
        let end = format!("-list-{}", property.name.as_str().to_ascii_lowercase());
        let is_listed = page
            .methods
            .iter()
            .any(|it| it.is_collection && stem(it.target).is_some_and(|it| it.ends_with(&end)));
        if is_listed {
            let message = format!(
                "`{}` is a single value in the table, but a method lists it",
                property.name
            );
            self.reporter.report(Code::ListedSingle, place, message);
            property.ty.collection = true;
        }
    }

    fn row(&mut self, row: Row<'a>, shape: Option<Shape>) -> Property {
        let ty = self.ty(&row, shape);
        let inherited_from = row.inherited_from.map(|it| self.ancestor(it));
        let mut property = row.property;
        property.ty = ty;
        property.facts.inherited_from = inherited_from;
        property
    }

    fn ancestor(&self, link: inline::Link<'_>) -> TypeName {
        let word = inline::unwrapped(link.text);
        let target = match link.target {
            Target::Address(address) => Some(address),
            Target::Reference(_) => None,
        };
        let text = if is_name(word) { word } else { "" };
        self.named(Name { text, target })
    }

    fn ty(&mut self, row: &Row<'a>, shape: Option<Shape>) -> TypeRef {
        let Some(expr) = row.ty else {
            return TypeRef {
                collection: shape.is_some_and(|it| it.is_list),
                ..TypeRef::default()
            };
        };
        let target = match expr.base {
            Base::Primitive(primitive) => {
                if primitive == Primitive::String && row.values.len() > 1 {
                    self.listed(row, shape);
                }
                TypeTarget::Primitive(primitive)
            }
            Base::Named(name) => self.target(name, row, shape),
        };
        TypeRef {
            target,
            collection: expr.collection,
        }
    }

    fn target(&mut self, name: Name<'a>, row: &Row<'a>, shape: Option<Shape>) -> TypeTarget {
        let found = self.names.find(name, &self.namespace);
        let Some((found, kind)) = found else {
            return self.unknown(name, row);
        };
        if *kind == Kind::Type
            && shape.is_some_and(Shape::is_text)
            && let Some(section) = self.section_of(&row.property.name)
        {
            let message = format!(
                "`{}` cannot be a `{found}`, because the page lists its values",
                row.property.name
            );
            self.reporter.report(Code::JsonKind, row.type_cell, message);
            return TypeTarget::Named(section);
        }
        if *kind == Kind::Enum {
            self.prose(found.clone(), row);
        }
        let behind = name.target.and_then(|it| self.names.behind(it));
        if let Some((behind, Kind::Type)) = behind
            && *kind == Kind::Type
            && behind != found
        {
            let message = format!("the text names `{found}`, but the link leads to `{behind}`");
            self.reporter
                .report(Code::LinkNameDiffers, row.type_cell, message);
        }
        TypeTarget::Named(found.clone())
    }

    /// The enumeration that a section with the values of a property defines under the property's own name.
    fn section_of(&self, property: &PropertyName) -> Option<TypeName> {
        let mut names = self.sections.iter();
        let name = names.find(|it| it.eq_ignore_ascii_case(property.as_str()))?;
        Some(TypeName(format!("{}.{name}", self.namespace)))
    }

    fn unknown(&mut self, name: Name<'a>, row: &Row<'a>) -> TypeTarget {
        if name.text.eq_ignore_ascii_case("json") {
            return TypeTarget::Primitive(Primitive::Untyped);
        }
        if name.text.is_empty() {
            let message = format!("`{}` leads to a page that defines no type", row.type_cell);
            self.reporter
                .report(Code::UnknownType, row.type_cell, message);
            return TypeTarget::default();
        }
        let guess = TypeName(names::qualified(name.text, &self.namespace));
        self.prose(guess.clone(), row);
        self.linked.unknown.push(Unknown {
            name: guess.clone(),
            property: row.property.name.clone(),
            location: self.reporter.source.location(row.type_cell),
        });
        TypeTarget::Named(guess)
    }
}
