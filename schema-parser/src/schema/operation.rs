//! Operations: one method over one or more spellings of a path, with everything its page says about a call.

use serde::{Deserialize, Serialize};

use super::{
    Deprecation, Location, OperationName, PathTemplate, Property, PropertyName, TypeName, TypeRef,
};

/// One documented operation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Operation {
    /// Its name, unique in its version.
    pub name: OperationName,
    /// What sort of call it is.
    pub kind: OperationKind,
    /// The HTTP method, upper case.
    pub method: String,
    /// Every documented path, the page's first one first; at least one.
    pub paths: Vec<PathTemplate>,
    /// The heading of its page.
    pub title: String,
    /// What the page says it does, as Markdown in one paragraph.
    pub description: String,
    /// Why and since when it should not be used any more.
    pub deprecation: Option<Deprecation>,
    /// The type that the last navigable part of its path leads to, or that the action or function belongs to.
    pub resource: Option<TypeName>,
    /// The relationship or property of `resource` that its path ends with.
    pub relationship: Option<PropertyName>,
    /// The permissions a caller needs, one of the alternatives.
    pub permissions: Permissions,
    /// The query options that the page names, without those it says are not supported.
    pub query: Vec<QueryOption>,
    /// The request headers that the page lists, except `Authorization`.
    pub headers: Vec<Header>,
    /// Parameters of functions, of paths and of queries.
    pub parameters: Vec<Parameter>,
    /// What is sent.
    pub request: Body,
    /// What is answered when it succeeds, the usual answer first.
    pub responses: Vec<Response>,
    /// The clouds it exists in; `None` where the page does not say.
    pub clouds: Option<Vec<Cloud>>,
    /// The worked examples in the order of the page.
    pub examples: Vec<Example>,
    /// Where its first path stands.
    pub location: Location,
}

/// What sort of call an operation is.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum OperationKind {
    /// Gives many values of a collection.
    List,
    /// Gives one value.
    #[default]
    Get,
    /// Adds a value to a collection.
    Create,
    /// Changes a value.
    Update,
    /// Puts a value in the place of another.
    Replace,
    /// Removes a value.
    Delete,
    /// Gives what changed since last time.
    Delta,
    /// Does something that is not reading or writing a value.
    Action,
    /// Computes something without changing anything.
    Function,
    /// Lists the addresses of related values.
    ListReferences,
    /// Relates a value that exists elsewhere.
    AddReference,
    /// Relates a value in the place of the one that was.
    SetReference,
    /// Ends a relation.
    RemoveReference,
    /// Gives bytes.
    GetMedia,
    /// Writes bytes.
    PutMedia,
    /// Removes bytes.
    DeleteMedia,
    /// Counts the values of a collection.
    Count,
}

/// What a caller must be allowed to do.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Permissions {
    /// The page does not say, or points to something that is not there.
    #[default]
    Unknown,
    /// As the tables of the page say; usually one.
    Tables(Vec<PermissionTable>),
}

/// One table of permissions: by kind of caller, alternatives, the least privileged first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PermissionTable {
    /// What the table is for where the page has several, such as `calendar` or `Policy Set`; empty for the only one.
    pub label: String,
    /// For a person with a work or school account.
    pub delegated_work: Vec<PermissionSet>,
    /// For a person with a personal account.
    pub delegated_personal: Vec<PermissionSet>,
    /// For an application without a person.
    pub application: Vec<PermissionSet>,
    /// Where it begins.
    pub location: Location,
}

/// Permissions that are needed together, and whether a footnote restricts them.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PermissionSet {
    /// The names, usually one: `User.Read.All`.
    pub all_of: Vec<String>,
    /// Whether the page marks it with a footnote.
    pub restricted: bool,
}

/// A query option that an operation supports.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct QueryOption {
    /// Its name: `$select`, `startDateTime`.
    pub name: String,
    /// Whether the call fails without it.
    pub required: bool,
    /// Where it is named.
    pub location: Location,
}

/// A request header that a page lists.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// Its name, as usually spelled: `If-Match`.
    pub name: String,
    /// The value where the page fixes it, such as `eventual`; empty where the caller chooses.
    pub value: String,
    /// Whether the call fails without it.
    pub required: bool,
    /// What its row says, as Markdown.
    pub description: String,
    /// Where its row begins.
    pub location: Location,
}

/// A named value of a call that is not in its body.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Parameter {
    /// Where the value goes.
    pub place: ParameterPlace,
    /// Name, type and facts.
    pub property: Property,
}

/// Where the value of a parameter goes.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum ParameterPlace {
    /// Between the parentheses of a function.
    #[default]
    Function,
    /// In a segment of the path.
    Path,
    /// In the query.
    Query,
}

/// What a request carries.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Body {
    /// Nothing.
    #[default]
    None,
    /// A value of a type.
    Value {
        /// The type.
        ty: TypeRef,
        /// The name under which the value is wrapped in an object; empty where it is the body itself.
        wrapper: String,
        /// The properties that the page's table lists; empty where it has none, which means all.
        properties: Vec<Property>,
    },
    /// An object of named values: the parameters of an action.
    Parameters(Vec<Property>),
    /// The address of an existing value, `{"@odata.id": …}`.
    Reference,
    /// Bytes of one of these media types; empty where the page does not say.
    Raw(Vec<String>),
    /// JSON of which the page does not say more.
    Json,
    /// The page does not say.
    Unknown,
}

/// One answer of a successful call.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Response {
    /// The status, 200 to 399.
    pub status: u16,
    /// What it carries.
    pub content: Content,
    /// Where the page says so.
    pub location: Location,
}

/// What an answer carries.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Content {
    /// Nothing.
    #[default]
    None,
    /// A value, or a page of many in `value`. A primitive stands in `value` as well.
    Value(TypeRef),
    /// Bytes.
    Stream,
    /// An address to go on with, in `Location`.
    Redirect,
    /// An address to ask how the work goes on, in `Location` or `Operation-Location`.
    Monitor,
    /// JSON of which the page does not say more.
    Json,
}

/// A cloud that Graph is offered in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Cloud {
    /// The global service.
    Global,
    /// US Government L4.
    UsGovernmentL4,
    /// US Government L5 (DOD).
    UsGovernmentL5,
    /// China, operated by 21Vianet.
    China,
}

/// A worked exchange.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Example {
    /// The heading it stands under; empty where it has none of its own.
    pub title: String,
    /// The name that the metadata comment of the request gives it; may repeat.
    pub name: String,
    /// What is sent; nothing where the page shows only an answer.
    pub request: Option<Message>,
    /// What is answered, usually one.
    pub responses: Vec<Message>,
}

/// An HTTP message as a page shows it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// Its first line.
    pub start: Start,
    /// Names and values as they stand.
    pub headers: Vec<(String, String)>,
    /// The text behind the headers as it stands; empty where there is none. `json::parse` reads it tolerantly.
    pub body: String,
    /// The type that the metadata comment says the body has: `microsoft.graph.user`, `Collection(Edm.String)`; empty where it does not say.
    pub odata_type: String,
    /// Whether the metadata comment says that the body is a collection.
    pub is_collection: bool,
    /// Whether the metadata comment says that members are left out.
    pub truncated: bool,
    /// Where its first line stands.
    pub location: Location,
    /// Where its body begins.
    pub body_location: Location,
}

/// The first line of an HTTP message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Start {
    /// Of a request.
    Request {
        /// The method, upper case.
        method: String,
        /// The address as it stands, with or without host.
        url: String,
    },
    /// Of an answer.
    Status(u16),
}

impl Default for Start {
    fn default() -> Self {
        Self::Status(0)
    }
}
