//! What a walked path says about the operation that has it.

use super::{By, Step, Walk};
use crate::schema::{
    Body, Content, Operation, OperationKind, Primitive, PropertyName, TypeName, TypeRef, TypeTarget,
};

impl Walk {
    /// What sort of call an operation is whose path this is.
    pub fn kind(&self, operation: &Operation) -> OperationKind {
        let method = operation.method.as_str();
        match self.steps.last().map(|it| &it.by) {
            Some(By::Reference) => of_reference(method),
            Some(By::Value) => of_media(method),
            Some(By::Count) => OperationKind::Count,
            Some(By::Function(name)) if name == "delta" => OperationKind::Delta,
            Some(By::Function(_)) => OperationKind::Function,
            Some(By::Action(_)) => OperationKind::Action,
            _ if self.is_stream() => of_media(method),
            _ => self.of_value(operation),
        }
    }

    /// The type that the last word of the path is a relationship, property, action or function of; without such a word, the type it ends with.
    pub fn resource(&self) -> Option<&TypeName> {
        let at = self.last_word();
        let word = at.map(|at| &self.steps[at].by);
        match word {
            Some(By::Member {
                owner: Some(owner), ..
            }) => Some(owner),
            Some(By::Member { owner: None, .. }) | None => named(self.steps.last()?.to.as_ref()?),
            Some(_) => named(self.steps[..at?].last()?.to.as_ref()?),
        }
    }

    /// The relationship or property of [`Walk::resource`] that the path ends with.
    pub fn relationship(&self) -> Option<&PropertyName> {
        match &self.steps[self.last_word()?].by {
            By::Member {
                owner: Some(_),
                name,
            } => Some(name),
            _ => None,
        }
    }

    /// The last step that is neither a key nor `$ref` and the like, unless a key ends the path.
    fn last_word(&self) -> Option<usize> {
        let ended = |it: &Step| !matches!(it.by, By::Reference | By::Value | By::Count | By::Cast);
        let at = self.steps.iter().rposition(ended)?;
        let is_key = matches!(self.steps[at].by, By::Key | By::ItemPath);
        let is_reference = self.steps.last().is_some_and(|it| it.by == By::Reference);
        match is_key {
            true if is_reference => at.checked_sub(1),
            true => None,
            false => Some(at),
        }
    }

    fn is_stream(&self) -> bool {
        let ty = self.steps.last().and_then(|it| it.to.as_ref());
        ty.is_some_and(|it| it.target == TypeTarget::Primitive(Primitive::Stream))
    }

    fn of_value(&self, operation: &Operation) -> OperationKind {
        let to = self.steps.last().and_then(|it| it.to.as_ref());
        let many = to.map_or_else(|| answers_many(operation), |it| it.collection);
        match operation.method.as_str() {
            "GET" if many => OperationKind::List,
            "POST" if to.is_some() || matches!(operation.request, Body::Value { .. }) => {
                OperationKind::Create
            }
            "POST" => OperationKind::Action,
            "PATCH" => OperationKind::Update,
            "PUT" => OperationKind::Replace,
            "DELETE" => OperationKind::Delete,
            _ => OperationKind::Get,
        }
    }
}

fn of_reference(method: &str) -> OperationKind {
    match method {
        "POST" => OperationKind::AddReference,
        "PUT" | "PATCH" => OperationKind::SetReference,
        "DELETE" => OperationKind::RemoveReference,
        _ => OperationKind::ListReferences,
    }
}

fn of_media(method: &str) -> OperationKind {
    match method {
        "POST" | "PUT" | "PATCH" => OperationKind::PutMedia,
        "DELETE" => OperationKind::DeleteMedia,
        _ => OperationKind::GetMedia,
    }
}

fn answers_many(operation: &Operation) -> bool {
    operation
        .responses
        .iter()
        .any(|it| matches!(&it.content, Content::Value(ty) if ty.collection))
}

fn named(ty: &TypeRef) -> Option<&TypeName> {
    match &ty.target {
        TypeTarget::Named(name) => Some(name),
        TypeTarget::Primitive(_) => None,
    }
}
