//! What request builders, ways and calls say about themselves: facts, not Microsoft's sentences.

use msgraph_schema::schema::{Operation, PermissionSet, PermissionTable, Permissions};

use super::{
    Client,
    builders::{Builder, Way},
    calls::Draft,
};
use crate::{docs::code, items};

/// `microsoft.graph.user`, one or many.
pub(super) fn of_builder(client: &Client<'_, '_>, builder: &Builder<'_>) -> Vec<String> {
    let node = &client.map.nodes[builder.node];
    let what = match (&node.ty, node.many) {
        _ if builder.node == super::map::ROOT => format!(
            "Microsoft Graph {}: where every call begins.",
            client.lower.schema.version
        ),
        (Some(ty), true) => format!("Calls on many {}.", code(ty.as_str())),
        (Some(ty), false) => format!("Calls on one {}.", code(ty.as_str())),
        (None, _) => "Calls on what the documentation gives no type.".to_owned(),
    };
    vec![what]
}

pub(super) fn of_way(way: &Way<'_>) -> Vec<String> {
    let segment = way.segment.to_string();
    vec![format!(
        "On to {}.",
        code(segment.trim_start_matches([':', '/']).trim_end_matches(':'))
    )]
}

/// What it does, where it is described, and who may do it.
pub(super) fn of_call(
    client: &Client<'_, '_>,
    builder: &Builder<'_>,
    draft: &Draft<'_>,
) -> Vec<String> {
    let operation = draft.visit.operation;
    let node = &client.map.nodes[builder.node];
    let ty = node
        .ty
        .as_ref()
        .map_or_else(|| "values".to_owned(), |it| code(it.as_str()));
    let rest: String = draft
        .visit
        .rest
        .iter()
        .map(|(segment, _)| format!("/{segment}"))
        .collect();
    let what = match rest.is_empty() {
        true => format!("`{}` of {ty}.", operation.method),
        false => format!("`{} {}` of {ty}.", operation.method, rest.replace('`', "")),
    };
    let address = address(client, operation);
    let reference = if address.is_empty() {
        String::new()
    } else {
        format!(" [Reference]({address}).")
    };
    let mut lines = vec![format!("{what}{reference}")];
    let permissions = permissions(operation);
    let kinds = ["work", "personal", "application"]
        .iter()
        .zip(&permissions)
        .filter(|it| !it.1.is_empty());
    let kinds: Vec<_> = kinds
        .map(|(kind, names)| format!("{kind} {}", listed(names)))
        .collect();
    if !kinds.is_empty() {
        lines.extend([String::new(), format!("Permissions: {}.", kinds.join("; "))]);
    }
    lines
}

fn listed(names: &[String]) -> String {
    names
        .iter()
        .map(|it| code(it))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The method as the runtime calls it.
pub(super) fn method(operation: &Operation) -> &'static str {
    match operation.method.as_str() {
        "POST" => "post",
        "PUT" => "put",
        "PATCH" => "patch",
        "DELETE" => "delete",
        _ => "get",
    }
}

/// The data of an operation.
pub(super) fn of_operation(client: &Client<'_, '_>, operation: &Operation) -> items::Operation {
    items::Operation {
        name: operation.name.to_string(),
        page: address(client, operation),
        permissions: permissions(operation),
    }
}

/// The address of the page on the web.
fn address(client: &Client<'_, '_>, operation: &Operation) -> String {
    let page = client.lower.schema.page(operation.location.page);
    let stem = page
        .rsplit_once("/api/")
        .and_then(|it| it.1.strip_suffix(".md"));
    let is_safe = |it: &&str| {
        it.bytes()
            .all(|it| it.is_ascii_alphanumeric() || it == b'-' || it == b'_')
    };
    let version = client.lower.schema.version.as_str().trim_start_matches('v');
    stem.filter(is_safe).map_or_else(String::new, |stem| {
        format!("https://learn.microsoft.com/graph/api/{stem}?view=graph-rest-{version}")
    })
}

/// The alternatives of all tables by kind of caller, each once and in their order.
fn permissions(operation: &Operation) -> [Vec<String>; 3] {
    let tables: &[PermissionTable] = match &operation.permissions {
        Permissions::Tables(tables) => tables,
        Permissions::Unknown => &[],
    };
    let kinds: [fn(&PermissionTable) -> &[PermissionSet]; 3] = [
        |it| &it.delegated_work,
        |it| &it.delegated_personal,
        |it| &it.application,
    ];
    kinds.map(|kind| {
        let mut names = Vec::new();
        for set in tables.iter().flat_map(kind) {
            let name = set.all_of.join(" and ");
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    })
}
