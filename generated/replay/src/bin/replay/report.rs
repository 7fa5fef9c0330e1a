//! What came of a replay: one line for everything that is not as the documentation shows it, and totals.

use std::{collections::BTreeMap, fmt};

use msgraph_schema::schema::{Location, Schema};
use serde_json::{Value, json};

/// Everything that came of a replay.
#[derive(Clone, Debug, Default)]
pub(crate) struct Report {
    /// What is not as shown, in the order of the pages.
    pub(crate) findings: Vec<Finding>,
    /// How many there are and how many are as shown, by what was replayed.
    pub(crate) totals: BTreeMap<Subject, Total>,
    /// The pages by number.
    pub(crate) pages: Vec<String>,
}

/// How many of something there are.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Total {
    /// All of them.
    pub(crate) all: usize,
    /// Those that came out as the documentation shows them.
    pub(crate) good: usize,
}

/// One thing that is not as the documentation shows it.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    /// What was replayed.
    pub(crate) subject: Subject,
    /// Why it failed.
    pub(crate) failure: Failure,
    /// Where it stands.
    pub(crate) location: Location,
}

/// Why something failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    /// The class of the reason.
    pub(crate) class: Class,
    /// What exactly.
    pub(crate) detail: String,
}

/// What is replayed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Subject {
    /// A request, rebuilt through the client.
    Request,
    /// An answer, read as what the call gives and written back.
    Answer,
    /// A member of an answer.
    Member,
    /// Request and answer over a connection.
    Exchange,
    /// The sample of a type, read as the type and written back.
    Sample,
    /// A member of a sample.
    SampleMember,
}

/// Who has to change something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fault {
    /// Nobody: the example belongs to something else.
    Nobody,
    /// The documentation contradicts itself.
    Docs,
    /// The generated code or what makes it.
    Ours,
}

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $text:literal $fault:ident,)*) => {
        /// Why something is not as the documentation shows it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Class {
            $($(#[$doc])* $name,)*
        }

        impl Class {
            /// Its stable name.
            pub(crate) const fn name(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }

            /// Who is at fault.
            pub(crate) const fn fault(self) -> Fault {
                match self {
                    $(Self::$name => Fault::$fault,)*
                }
            }
        }
    };
}

classes! {
    /// The address leads to another host: a callback, an upload session.
    OtherHost = "other-host" Nobody,
    /// The address names the other version of Graph.
    OtherVersion = "other-version" Nobody,
    /// The address is documented on another page.
    OtherOperation = "other-operation" Nobody,
    /// The address is none of the documented paths.
    UnknownAddress = "unknown-address" Docs,
    /// The address is one of the page's paths, the method another.
    OtherMethod = "other-method" Docs,
    /// No call was generated for the path.
    NoCall = "no-call" Ours,
    /// The call takes something that the example does not send, or not in this form.
    Unfit = "unfit" Docs,
    /// The call takes other ids than the path has.
    OtherIds = "other-ids" Ours,
    /// The request cannot be sent.
    Unsendable = "unsendable" Docs,
    /// The page's call has another method.
    MethodDiffers = "method-differs" Ours,
    /// The path or the name of a query option is spelled with other capital letters than the request line.
    CaseDiffers = "case-differs" Docs,
    /// An argument has quotes in the example and none in the request line, or the other way round.
    QuotesDiffer = "quotes-differ" Docs,
    /// The path differs.
    PathDiffers = "path-differs" Ours,
    /// A query option differs.
    QueryDiffers = "query-differs" Ours,
    /// A header differs.
    HeaderDiffers = "header-differs" Ours,
    /// The page says that there is no body, the example has one.
    BodyUndocumented = "body-undocumented" Docs,
    /// The example sends what only the service gives: the id of the object itself, or an annotation of answers.
    SendsAnswered = "sends-answered" Docs,
    /// The example sends members that their pages call read-only. The client does not, and apart from them the request is as shown: it counts.
    SendsReadOnly = "sends-read-only" Docs,
    /// The example refers to an address of another version or spelling.
    OtherReference = "other-reference" Docs,
    /// The body differs.
    BodyDiffers = "body-differs" Ours,
    /// The page says that there is no answer, the example has one.
    AnswerUndocumented = "answer-undocumented" Docs,
    /// The answer is a list where the page tells of one value, or the other way round.
    OtherShape = "other-shape" Docs,
    /// The call gives nothing where the page tells of an answer.
    AnswerDropped = "answer-dropped" Ours,
    /// Something was lost or changed.
    Changed = "changed" Ours,
    /// The type of a sample is open: the member is one of those that no page declares.
    OpenMember = "open-member" Nobody,
    /// The type does not declare a member.
    UnknownMember = "unknown-member" Docs,
    /// The value of a member does not fit its type.
    MisfitMember = "misfit-member" Docs,
    /// The type of a sample was not generated.
    NoType = "no-type" Ours,
    /// The request that arrived is not the one that was built.
    ArrivedDifferently = "arrived-differently" Ours,
    /// The answer that was given is not the one that was sent.
    AnsweredDifferently = "answered-differently" Ours,
}

impl Failure {
    pub(crate) fn new(class: Class, detail: impl Into<String>) -> Self {
        Self {
            class,
            detail: detail.into(),
        }
    }
}

impl Subject {
    const fn name(self) -> &'static str {
        match self {
            Self::Request => "requests",
            Self::Answer => "answers",
            Self::Member => "members",
            Self::Exchange => "exchanges",
            Self::Sample => "samples",
            Self::SampleMember => "sample members",
        }
    }
}

impl Report {
    /// Counts one thing, and keeps why it failed.
    pub(crate) fn add(
        &mut self,
        subject: Subject,
        location: Location,
        result: Result<(), Failure>,
    ) {
        let total = self.totals.entry(subject).or_default();
        total.all += 1;
        match result {
            Ok(()) => total.good += 1,
            Err(failure) => self.findings.push(Finding {
                subject,
                failure,
                location,
            }),
        }
    }

    /// Keeps what is odd about one thing that came out as shown all the same.
    pub(crate) fn remark(&mut self, subject: Subject, location: Location, remark: Failure) {
        self.findings.push(Finding {
            subject,
            failure: remark,
            location,
        });
    }

    /// Adds another report of the same pages.
    pub(crate) fn append(&mut self, other: Self) {
        self.findings.extend(other.findings);
        for (subject, it) in other.totals {
            let total = self.totals.entry(subject).or_default();
            total.all += it.all;
            total.good += it.good;
        }
    }

    /// Whether anything is our fault.
    pub(crate) fn is_ours(&self) -> bool {
        self.findings
            .iter()
            .any(|it| it.failure.class.fault() == Fault::Ours)
    }

    /// The report as JSON.
    pub(crate) fn to_json(&self) -> Value {
        let findings = self.findings.iter().map(|it| {
            let Location { line, column, .. } = it.location;
            let Failure { class, detail } = &it.failure;
            json!({
                "page": self.page(it), "line": line, "column": column, "subject": it.subject.name(),
                "class": class.name(), "fault": class.fault().to_string(), "detail": detail,
            })
        });
        let totals = self.totals.iter().map(|(subject, it)| {
            (
                subject.name().to_owned(),
                json!({ "all": it.all, "good": it.good }),
            )
        });
        json!({ "findings": findings.collect::<Value>(), "totals": totals.collect::<Value>() })
    }

    fn page(&self, finding: &Finding) -> &str {
        self.pages
            .get(finding.location.page.0 as usize)
            .map_or("", String::as_str)
    }

    /// How many findings of a subject there are by class.
    fn classes(&self, subject: Subject) -> BTreeMap<(Fault, &'static str), usize> {
        let mut classes = BTreeMap::new();
        for it in self.findings.iter().filter(|it| it.subject == subject) {
            *classes
                .entry((it.failure.class.fault(), it.failure.class.name()))
                .or_default() += 1;
        }
        classes
    }
}

/// A line for each finding, an empty line, and the totals.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for it in &self.findings {
            let Location { line, column, .. } = it.location;
            let Failure { class, detail } = &it.failure;
            let (page, subject, fault) = (self.page(it), it.subject.name(), class.fault());
            writeln!(
                f,
                "{page}:{line}:{column}: {subject}: {} ({fault}): {detail}",
                class.name()
            )?;
        }
        for (subject, total) in &self.totals {
            let classes = self.classes(*subject);
            let nobodys: usize = classes
                .iter()
                .filter(|it| it.0.0 == Fault::Nobody)
                .map(|it| it.1)
                .sum();
            let counted = total.all - nobodys;
            let share = 100.0 * total.good as f64 / counted.max(1) as f64;
            writeln!(
                f,
                "\n{}: {} of {counted} as shown, {share:.2} %",
                subject.name(),
                total.good
            )?;
            for ((fault, class), count) in classes {
                writeln!(f, "  {count:>6} {class} ({fault})")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nobody => "not counted",
            Self::Docs => "documentation",
            Self::Ours => "ours",
        })
    }
}

/// The number of a page's report lines is what a schema says of its pages.
impl From<&Schema> for Report {
    fn from(schema: &Schema) -> Self {
        Self {
            pages: schema.pages.clone(),
            ..Self::default()
        }
    }
}
