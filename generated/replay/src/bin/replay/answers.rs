//! Answers and samples: read as their types and written back, nothing lost.

use msgraph_replay::Route;
use msgraph_runtime::Json;
use msgraph_schema::schema::{Content, Operation, Representation, Type};

use crate::{
    compare, members,
    report::{Class, Failure, Report, Subject},
    run::{Table, strict},
};

/// Reads an answer as what a call gives, and compares what is written back.
pub(crate) fn read<G>(
    operation: &Operation,
    route: Option<&Route<G>>,
    body: &[u8],
) -> Result<(), Failure> {
    let route = route.ok_or_else(|| Failure::new(Class::NoCall, operation.name.as_str()))?;
    let decoded = (route.decode)(body)
        .map_err(|it| Failure::new(Class::OtherShape, format!("{}: {it}", operation.name)))?;
    let Some(written) = &decoded.json else {
        let is_said = operation
            .responses
            .iter()
            .all(|it| !matches!(it.content, Content::Value(_) | Content::Json));
        let class = if is_said {
            Class::AnswerUndocumented
        } else {
            Class::AnswerDropped
        };
        return Err(Failure::new(class, operation.name.as_str()));
    };
    unchanged(body, written)
}

/// Replays the sample of a type.
pub(crate) fn sample<G>(
    table: &Table<G>,
    ty: &Type,
    sample: &Representation,
    report: &mut Report,
) {
    let name = ty.name.as_str();
    let Some(body) = strict(&sample.json) else {
        return;
    };
    let read = || {
        let decode = table
            .decode(name)
            .ok_or_else(|| Failure::new(Class::NoType, name))?;
        let decoded =
            decode(&body).map_err(|it| Failure::new(Class::OtherShape, format!("{name}: {it}")))?;
        unchanged(&body, decoded.json.as_ref().unwrap_or(&Json::Null))
    };
    let read = read();
    if let Some(decode) = table.decode(name).filter(|_| read.is_ok()) {
        members::add(
            table,
            (decode, &body),
            (Subject::SampleMember, sample.location, ty.open),
            report,
        );
    }
    report.add(Subject::Sample, sample.location, read);
}

fn unchanged(body: &[u8], written: &Json) -> Result<(), Failure> {
    let shown: Json =
        serde_json::from_slice(body).map_err(|it| Failure::new(Class::Changed, it.to_string()))?;
    compare::difference(&shown, written).map_or(Ok(()), |it| Err(Failure::new(Class::Changed, it)))
}
