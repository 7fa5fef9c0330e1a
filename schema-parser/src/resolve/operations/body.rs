//! What a request carries: from the prose and tables of its page, and from its examples where these say nothing.
//!
//! ```text
//! In the request body, supply a JSON representation of a [user](../resources/user.md) object.   a value of a type
//! In the request body, provide a JSON object with the following parameters.                    parameters, as its table says
//! In the request body, supply the values for relevant fields that should be updated.           a value of the type that is answered
//! Do not supply a request body for this method.                                                nothing
//! ```

use super::{properties, prose::Reader};
use crate::{
    diagnostic::{Code, Reporter},
    http,
    json::{self, Value},
    pages::GRAPH,
    pages::operation::{OperationPage, Prose, RawRow, RawTable, Shown, contains_words},
    schema::{Body, Content, Property, Response, TypeName, TypeRef, TypeTarget},
};

/// What the body of one operation is read from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'r, 'a> {
    pub(super) page: &'r OperationPage<'a>,
    /// The section about it.
    pub(super) prose: Option<&'r Prose<'a>>,
    pub(super) reader: Reader<'r>,
    pub(super) method: &'r str,
    /// The last word of the path.
    pub(super) tail: &'r str,
    /// Whether the path ends with the name of a property, relationship or entity set, or a key of it.
    pub(super) ends_in_member: bool,
    /// The requests in the examples of the operation.
    pub(super) shown: &'r [&'r Shown<'a>],
    /// What the operation answers.
    pub(super) responses: &'r [Response],
}

impl<'a> Source<'_, 'a> {
    /// The body.
    pub(super) fn body(&self, reporter: &mut Reporter<'a>) -> Body {
        if matches!(self.method, "GET" | "DELETE" | "HEAD") {
            return Body::None;
        }
        if self.tail == "$ref" {
            return Body::Reference;
        }
        let empty = Prose::default();
        let prose = self.prose.unwrap_or(&empty);
        if let Some(raw) = self.raw(prose) {
            return raw;
        }
        let table = table(prose);
        if says_nothing(prose, table) || (prose.texts.is_empty() && table.is_none() && !prose.json)
        {
            return self.exemplified(prose);
        }
        let body = self.decide(prose, table, reporter);
        if body == Body::Unknown {
            let at = prose.texts.first().copied().unwrap_or(self.page.title);
            let message = "it is not clear what the request carries".to_owned();
            reporter.report(Code::UnknownBody, at, message);
        }
        body
    }

    fn decide(
        &self,
        prose: &Prose<'a>,
        table: Option<&RawTable<'a>>,
        reporter: &mut Reporter<'a>,
    ) -> Body {
        let rows = table.map_or(&[][..], |it| &it.rows);
        if self.is_parameters(prose, table) {
            return Body::Parameters(self.parameters(rows, reporter));
        }
        let ty = self.represented(prose);
        let ty = ty.or_else(|| self.updated());
        if let Some(name) = ty {
            if let Some(member) = self.member_of(rows, name) {
                return self.around(member, rows, reporter);
            }
            let wrapper = self.wrapper(name);
            return Body::Value {
                ty: TypeRef {
                    collection: self.shows_list(),
                    ..one(name.clone())
                },
                wrapper,
                properties: self.properties(rows, reporter),
            };
        }
        if !rows.is_empty() {
            return Body::Parameters(self.parameters(rows, reporter));
        }
        match self.exemplified(prose) {
            Body::None => Body::Unknown,
            it => it,
        }
    }

    /// Whether the table lists parameters of an action and not properties of a type.
    fn is_parameters(&self, prose: &Prose<'a>, table: Option<&RawTable<'a>>) -> bool {
        let Some(table) = table.filter(|_| self.method == "POST") else {
            return false;
        };
        let lead = prose.texts.first().copied().unwrap_or("");
        let phrases = [
            "the parameters",
            "following parameters",
            "these parameters",
            "parameter values",
        ];
        let said = prose
            .texts
            .iter()
            .take(2)
            .any(|it| contains_words(it, &phrases));
        if self.ends_in_member {
            return said && self.reader.linked(lead).is_none() && self.reader.named(lead).is_none();
        }
        let headed = table.header.starts_with("Param");
        said || headed || self.represented(prose).is_none()
    }

    /// The type that the prose says is represented.
    fn represented(&self, prose: &Prose<'a>) -> Option<&TypeName> {
        let words = [
            "representation",
            "object",
            "supply",
            "provide",
            "specify",
            "include",
            "properties",
            "resource",
        ];
        let texts = || prose.texts.iter().filter(|it| contains_words(it, &words));
        let linked = texts().take(2).find_map(|it| self.reader.linked(it));
        linked.or_else(|| texts().take(2).find_map(|it| self.reader.named(it)))
    }

    /// The type that is changed or made: what is answered, what the title names, or what the description links to.
    fn updated(&self) -> Option<&TypeName> {
        let creates = self.responses.iter().any(|it| it.status == 201);
        if !self.ends_in_member || (self.method == "POST" && !creates) {
            return None;
        }
        let answered = self.responses.iter().find_map(|it| match &it.content {
            Content::Value(ty) if !ty.collection => match &ty.target {
                TypeTarget::Named(name) => Some(name),
                TypeTarget::Primitive(_) => None,
            },
            _ => None,
        });
        let titled = || {
            let mut words = self.page.title.split([' ', ':']).rev();
            let found = words.find_map(|it| self.reader.of_word(it));
            // A common word names a type of the page's own namespace, or none.
            found.filter(|it| [GRAPH, self.reader.namespace].contains(&it.namespace()))
        };
        answered
            .or_else(|| self.reader.linked(&self.page.description))
            .or_else(titled)
            .or_else(|| self.shown_type())
    }

    /// The type that the comment of an example gives.
    fn shown_type(&self) -> Option<&TypeName> {
        let mut shown = self.shown.iter();
        shown.find_map(|it| {
            let name = it.metadata.odata_type.as_str();
            (!name.is_empty()).then(|| self.reader.of_word(name))?
        })
    }

    /// The row of a member that holds values of the type, where the type has no such member itself: what is sent is something around them.
    fn member_of<'t>(&self, rows: &'t [RawRow<'a>], name: &TypeName) -> Option<&'t RawRow<'a>> {
        let holds = |it: &&RawRow<'a>| {
            let ty = it
                .ty
                .map(|ty| properties::type_ref(ty, self.reader.names, self.reader.namespace));
            ty.is_some_and(|ty| ty.collection && ty.target == TypeTarget::Named(name.clone()))
        };
        rows.iter()
            .find(|it| holds(it) && !self.declares(name, it.name))
    }

    /// A value of the type that is changed, if it has that member, or JSON.
    fn around(
        &self,
        member: &RawRow<'a>,
        rows: &[RawRow<'a>],
        reporter: &mut Reporter<'a>,
    ) -> Body {
        match self.updated().filter(|it| self.declares(it, member.name)) {
            Some(name) => Body::Value {
                ty: one(name.clone()),
                wrapper: String::new(),
                properties: self.properties(rows, reporter),
            },
            None => Body::Json,
        }
    }

    fn declares(&self, name: &TypeName, member: &str) -> bool {
        let mut lineage = self.reader.schema.lineage(name);
        lineage.any(|it| {
            let mut members = it.properties.iter().chain(&it.relationships);
            members.any(|it| it.name.as_str().eq_ignore_ascii_case(member))
        })
    }

    /// Whether all examples send a list.
    fn shows_list(&self) -> bool {
        let mut bodies = self.shown.iter().map(|it| it.message.body).peekable();
        bodies.peek().is_some() && bodies.all(|it| it.starts_with('['))
    }

    /// The name under which the examples wrap a value of a type in an object.
    fn wrapper(&self, ty: &TypeName) -> String {
        let bodies = self.shown.iter().map(|it| it.message.body);
        for body in bodies.filter(|it| !self.ends_in_member && it.starts_with('{')) {
            let (value, _) = json::parse(body);
            let mut members = value.members().iter().filter(|it| !it.name.contains('@'));
            if let (Some(only), None) = (members.next(), members.next())
                && matches!(only.value, Value::Object(_))
                && only.name.eq_ignore_ascii_case(ty.short())
            {
                return only.name.clone().into_owned();
            }
        }
        String::new()
    }

    /// Bytes: the path says so, or the prose does and no example shows JSON.
    fn raw(&self, prose: &Prose<'a>) -> Option<Body> {
        let mut types: Vec<String> = Vec::new();
        let mut json = false;
        for shown in self.shown.iter().filter(|it| !it.message.body.is_empty()) {
            let content_type = http::header(&shown.message.headers, "Content-Type").unwrap_or("");
            let media = content_type.split(';').next().unwrap_or("").trim();
            json |= media.ends_with("json")
                || (media.is_empty() && shown.message.body.starts_with(['{', '[']));
            if media.contains('/')
                && !media.ends_with("json")
                && !types.iter().any(|it| it == media)
            {
                types.push(media.to_owned());
            }
        }
        let path = matches!(self.tail, "$value" | "content");
        let words = [
            "binary",
            "mime",
            "multipart",
            "contents of the file",
            "raw data",
            "html",
        ];
        let said = || {
            let mut texts = prose.texts.iter().take(2);
            texts.any(|it| contains_words(it, &words))
        };
        let raw = !json && (path || !types.is_empty() && (table(prose).is_none() || said()));
        raw.then_some(Body::Raw(types))
    }

    /// What the examples show where prose and tables say nothing.
    fn exemplified(&self, prose: &Prose<'a>) -> Body {
        let sent = self
            .shown
            .iter()
            .any(|it| it.message.body.starts_with(['{', '[']));
        let nothing = says_nothing(prose, None);
        match self.shown_type().or_else(|| self.updated()) {
            Some(name) if sent && !nothing => Body::Value {
                ty: one(name.clone()),
                wrapper: String::new(),
                properties: Vec::new(),
            },
            _ if (sent || prose.json) && !nothing => Body::Json,
            _ => Body::None,
        }
    }

    /// The values that an action takes. What is called read-only there is so where it lives, and is sent all the same.
    fn parameters(&self, rows: &[RawRow<'a>], reporter: &mut Reporter<'a>) -> Vec<Property> {
        let mut properties = self.properties(rows, reporter);
        for it in &mut properties {
            it.facts.read_only = false;
        }
        properties
    }

    fn properties(&self, rows: &[RawRow<'a>], reporter: &mut Reporter<'a>) -> Vec<Property> {
        properties::properties(rows, self.reader.names, self.reader.namespace, reporter)
    }
}

/// The table of properties or parameters: the first one with rows that is not about members of an enumeration.
fn table<'p, 'a>(prose: &'p Prose<'a>) -> Option<&'p RawTable<'a>> {
    let mut tables = prose.tables.iter();
    tables.find(|it| !it.rows.is_empty() && !it.header.starts_with("Member"))
}

/// Whether the prose says that there is no body.
fn says_nothing(prose: &Prose<'_>, table: Option<&RawTable<'_>>) -> bool {
    const NOTHING: [&str; 20] = [
        "no request content",
        "body is not necessary",
        "body is not needed",
        "not supply a request body",
        "don't supply a request body",
        "don’t supply a request body",
        "not provide a request body",
        "not submit a request body",
        "not include a request body",
        "not need a request body",
        "don't provide a request body",
        "no body",
        "no request body",
        "not require a request body",
        "not have a request body",
        "not specify a request body",
        "request body is not required",
        "request body is empty",
        "empty request body",
        "request body empty",
    ];
    let says =
        |it: &str| (it.contains("body") || it.contains("content")) && contains_words(it, &NOTHING);
    table.is_none() && prose.texts.iter().any(|it| says(it))
}

fn one(name: TypeName) -> TypeRef {
    TypeRef {
        target: TypeTarget::Named(name),
        collection: false,
    }
}
