//! Examples of a page -> examples of its operations.

use crate::{
    pages::operation::{RawExample, Shown},
    schema::{Example, Message},
    source::SourceFile,
};

/// The example that a page shows.
pub(super) fn example(raw: &RawExample<'_>, source: &SourceFile) -> Example {
    let request = raw.request.as_ref();
    Example {
        title: raw.title.to_owned(),
        name: request.map_or("", |it| &it.metadata.name).to_owned(),
        request: request.map(|it| message(it, source)),
        responses: raw.responses.iter().map(|it| message(it, source)).collect(),
    }
}

fn message(shown: &Shown<'_>, source: &SourceFile) -> Message {
    let message = &shown.message;
    let headers = message.headers.iter();
    Message {
        start: message.start.to_schema(),
        headers: headers
            .map(|it| (it.0.to_owned(), it.1.to_owned()))
            .collect(),
        body: message.body.to_owned(),
        odata_type: shown.metadata.odata_type.clone(),
        is_collection: shown.metadata.is_collection,
        truncated: shown.metadata.truncated,
        location: source.location(&shown.fence[message.offset..]),
        body_location: source.location(&shown.fence[message.body_offset..]),
    }
}
