//! What operations prove about the words in their paths.
//!
//! ```text
//! GET /users -> [user]             `users` below the root leads to many users
//! GET /users/{id} -> user          the same
//! POST /users, user -> user        the same
//! GET /me/x(…) -> y                `x` is a function of a user
//! POST /me/x                       `x` is an action on a user
//! GET /reports/y(…)                on the page `reportroot-y`: `reports` leads to a `reportRoot`
//! PATCH /teamwork/x/{id}           nothing better is known: the type `teamwork`, or else a place without a type
//! ```
//!
//! Each round asks all paths about the first word in them that is not known, and lets the strongest and then the most votes decide.

use std::{
    borrow::Cow,
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use rayon::prelude::*;

use super::places::{Fact, Kind, Place, Places};
use crate::{
    resolve::lower,
    schema::{
        Body, Content, Operation, PathTemplate, Primitive, Schema, Segment, TypeName, TypeRef,
        TypeTarget,
    },
};

/// Learns every word of every path.
pub(super) fn learn(schema: &Schema, places: &mut Places) {
    let mut open = open(schema);
    loop {
        let known: &Places = places;
        open = open
            .into_par_iter()
            .filter_map(|mut it| it.advance(known).then_some(it))
            .collect();
        if open.is_empty() {
            return;
        }
        let mut ballots: BTreeMap<(Place, Cow<'_, str>), Ballot> = BTreeMap::new();
        for path in &open {
            let ballot = ballots.entry((path.place, lower(path.word()))).or_default();
            path.vote(ballot, places);
        }
        for ((place, word), ballot) in ballots {
            let fact = ballot.decide(places);
            places.learn(place, &word, fact);
        }
    }
}

fn open(schema: &Schema) -> Vec<Open<'_>> {
    let operations = schema.operations.values();
    operations
        .flat_map(|operation| {
            operation
                .paths
                .iter()
                .map(move |path| Open::new(operation, path))
        })
        .collect()
}

/// A path that is not wholly known.
struct Open<'a> {
    operation: &'a Operation,
    path: &'a PathTemplate,
    /// The first segment that is not known, and the place before it.
    at: usize,
    place: Place,
}

/// How much a vote proves, the least first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Name,
    FittingName,
    Page,
    End,
}

type Vote = (Strength, Kind, Place);

/// The votes on one word.
#[derive(Default)]
struct Ballot {
    name: String,
    votes: BTreeMap<Vote, usize>,
    /// Whether a key follows it somewhere.
    keyed: bool,
    /// Whether parentheses follow it somewhere.
    called: bool,
}

impl<'a> Open<'a> {
    fn new(operation: &'a Operation, path: &'a PathTemplate) -> Self {
        Self {
            operation,
            path,
            at: 0,
            place: Place::ROOT,
        }
    }

    /// Goes on to the first word that is not known; false if there is none.
    fn advance(&mut self, places: &Places) -> bool {
        while let Some(segment) = self.path.segments.get(self.at) {
            let Some(found) = places.follow(self.place, segment) else {
                return true;
            };
            self.place = found.to();
            self.at += 1;
        }
        false
    }

    fn word(&self) -> &'a str {
        match &self.path.segments[self.at] {
            Segment::Literal(text) => text,
            Segment::Call { name, .. } => name,
            _ => unreachable!("only words can be unknown"),
        }
    }

    fn rest(&self) -> &'a [Segment] {
        &self.path.segments[self.at + 1..]
    }

    fn vote(&self, ballot: &mut Ballot, places: &mut Places) {
        if ballot.name.is_empty() {
            self.word().clone_into(&mut ballot.name);
        }
        ballot.keyed |= self.rest().first().is_some_and(is_key);
        ballot.called |= matches!(self.path.segments[self.at], Segment::Call { .. });
        let end = self
            .end(places)
            .map(|(kind, place)| (Strength::End, kind, place));
        let vote = match self.place.many {
            true => end.or(Some((Strength::Name, Kind::Key, self.place.one()))),
            false => end
                .or_else(|| self.page(places))
                .or_else(|| self.named(places)),
        };
        if let Some(vote) = vote {
            *ballot.votes.entry(vote).or_default() += self.weight(vote.2, places);
        }
    }

    /// A page that is called like the type knows better.
    fn weight(&self, to: Place, places: &Places) -> usize {
        let is_called = |ty: &TypeName| {
            page(self.operation)
                .split('-')
                .any(|it| it.eq_ignore_ascii_case(ty.short()))
        };
        1 + usize::from(places.type_name(to).is_some_and(is_called))
    }

    /// What the operation at the end of the path says.
    fn end(&self, places: &mut Places) -> Option<(Kind, Place)> {
        match self.rest() {
            [] => self.last(places),
            [key] if is_key(key) && !self.place.many => self.element(places),
            [Segment::Literal(word)]
                if matches!(word.as_str(), "delta" | "$ref") && self.is_get() =>
            {
                let ty = answer(self.operation).filter(|it| it.collection)?;
                Some((Kind::Member, places.place(ty)))
            }
            _ => None,
        }
    }

    /// What the last word of a path is.
    fn last(&self, places: &mut Places) -> Option<(Kind, Place)> {
        let answer = answer(self.operation);
        match self.operation.method.as_str() {
            "GET" if self.is_call() => Some((Kind::Function, places.answered(answer))),
            "POST" if self.adds().is_none() => Some((Kind::Action, places.answered(answer))),
            _ if self.place.many => Some((Kind::Key, self.place.one())),
            "GET" => answer
                .map(|it| (Kind::Member, places.place(it)))
                .or_else(|| self.stream(places)),
            "POST" => self.adds().map(|it| {
                (
                    Kind::Member,
                    Place {
                        many: true,
                        ..places.place(it)
                    },
                )
            }),
            _ => match &self.operation.request {
                Body::Value { ty, .. } => Some((Kind::Member, places.place(ty))),
                _ => self.stream(places),
            },
        }
    }

    /// What one of the many at the end of a path is.
    fn element(&self, places: &mut Places) -> Option<(Kind, Place)> {
        let ty = match &self.operation.request {
            Body::Value { ty, .. } => Some(ty),
            _ => answer(self.operation),
        };
        let place = places.place(ty.filter(|it| !it.collection)?);
        Some((
            Kind::Member,
            Place {
                many: true,
                ..place
            },
        ))
    }

    fn stream(&self, places: &mut Places) -> Option<(Kind, Place)> {
        let bytes = match &self.operation.responses.first()?.content {
            Content::Stream | Content::Redirect => true,
            _ => matches!(self.operation.request, Body::Raw(_)),
        };
        let ty = TypeRef {
            target: TypeTarget::Primitive(Primitive::Stream),
            collection: false,
        };
        bytes.then(|| (Kind::Member, places.place(&ty)))
    }

    /// The type that a creation adds to a collection; `None` if the operation is no creation.
    fn adds(&self) -> Option<&'a TypeRef> {
        let Body::Value { ty, wrapper, .. } = &self.operation.request else {
            return None;
        };
        let created = self.operation.responses.iter().any(|it| it.status == 201);
        let same = answer(self.operation).is_some_and(|it| it == ty);
        let adds = !self.is_call() && !self.place.many && wrapper.is_empty() && (created || same);
        adds.then_some(ty)
    }

    /// What the name of the operation's page says: it is a function or action of the type before the last word.
    fn page(&self, places: &Places) -> Option<Vote> {
        let (many, last) = match self.rest() {
            [last] => (false, last),
            [key, last] if is_key(key) => (true, last),
            _ => return None,
        };
        let mut parts = page(self.operation).rsplit('-');
        let owner = parts.nth(1).filter(|_| self.operation.calls(last))?;
        let at = places.called(&owner.to_ascii_lowercase()).first()?;
        Some((Strength::Page, Kind::Member, Place { at: *at, many }))
    }

    /// The type that is called like the word: `teamwork`, or `user` for `users/{id}`.
    fn named(&self, places: &Places) -> Option<Vote> {
        let many = self.rest().first().is_some_and(is_key);
        let word = self.word().to_ascii_lowercase();
        let names = if many { singular(&word) } else { single(word) };
        let candidates: BTreeSet<u32> = names
            .iter()
            .flat_map(|it| places.called(it))
            .copied()
            .collect();
        let votes = candidates.into_iter().map(|at| {
            let strength = if self.fits(places, at) {
                Strength::FittingName
            } else {
                Strength::Name
            };
            (strength, Kind::Member, Place { at, many })
        });
        votes.max_by_key(|it| (it.0, Reverse(it.2)))
    }

    /// Whether a type has the next word of the path.
    fn fits(&self, places: &Places, at: u32) -> bool {
        let next = self.rest().iter().find(|it| !is_key(it));
        let word = match next {
            Some(Segment::Literal(word)) => word,
            _ => return false,
        };
        places.find(Place { at, many: false }, word).is_some()
    }

    fn is_get(&self) -> bool {
        self.operation.method == "GET"
    }

    fn is_call(&self) -> bool {
        self.operation.calls(&self.path.segments[self.at])
    }
}

impl Operation {
    /// Whether its page is about calling what a segment names: `delta`, a call with parentheses, a page called `…-name`, a title such as
    /// `thing: name` or `name function`.
    fn calls(&self, segment: &Segment) -> bool {
        match segment {
            Segment::Call { .. } => true,
            Segment::Literal(word) if word == "delta" => true,
            Segment::Literal(word) => {
                is_last_part(page(self), word) || is_titled(&self.title, word)
            }
            _ => false,
        }
    }
}

/// The name of an operation's page.
fn page(operation: &Operation) -> &str {
    operation
        .name
        .as_str()
        .split('#')
        .next()
        .unwrap_or_default()
}

/// Whether the name of a page ends with a word that no verb of plain reading and writing stands before.
fn is_last_part(name: &str, word: &str) -> bool {
    const VERBS: [&str; 10] = [
        "list", "get", "post", "create", "update", "delete", "put", "add", "remove", "upsert",
    ];
    let mut parts = name.rsplit('-');
    parts.next().is_some_and(|it| it.eq_ignore_ascii_case(word))
        && parts.next().is_some_and(|it| !VERBS.contains(&it))
}

fn is_titled(title: &str, word: &str) -> bool {
    let mut words = match title.split_once(':') {
        Some((_, name)) => return name.trim().eq_ignore_ascii_case(word),
        None => title.split_whitespace(),
    };
    words.next().is_some_and(|it| it.eq_ignore_ascii_case(word))
        && matches!(words.next(), Some("function" | "action"))
}

impl Ballot {
    /// The word's meaning by the strongest votes: what most of them say, or else the one that most others agree with, as a base type agrees
    /// with derived ones.
    fn decide(mut self, places: &mut Places) -> Fact {
        if self.keyed {
            // Nothing is chosen from what an action answers: the page that says so adds to a collection.
            self.votes.retain(|it, _| it.1 != Kind::Action);
        }
        let strongest = self.votes.keys().map(|it| it.0).max();
        let votes: Vec<_> = self
            .votes
            .iter()
            .filter(|it| Some(it.0.0) == strongest)
            .collect();
        let agreeing = |(_, kind, place): &Vote| -> usize {
            let agree = |it: &Vote| {
                it.1 == *kind && it.2.many == place.many && places.is_base(place.at, it.2.at)
            };
            votes.iter().filter(|it| agree(it.0)).map(|it| it.1).sum()
        };
        let all: usize = votes.iter().map(|it| it.1).sum();
        let best = votes
            .iter()
            .rev()
            .max_by_key(|it| (2 * it.1 > all, agreeing(it.0), it.1))
            .map(|it| *it.0);
        let (kind, to) = match best {
            Some((_, kind, Place::NOWHERE)) => (kind, places.unknown(false)),
            Some((_, kind, to)) => (kind, to),
            None if self.called => (Kind::Function, places.unknown(self.keyed)),
            None => (Kind::Member, places.unknown(self.keyed)),
        };
        Fact {
            name: self.name,
            kind,
            to,
        }
    }
}

fn answer(operation: &Operation) -> Option<&TypeRef> {
    operation.responses.iter().find_map(|it| match &it.content {
        Content::Value(ty) => Some(ty),
        _ => None,
    })
}

pub(super) fn is_key(segment: &Segment) -> bool {
    matches!(segment, Segment::Placeholder(_) | Segment::Key(_))
}

/// What the type of the only thing called so may be called: `teamwork`, `educationRoot`, `reportRoot` of `reports`.
fn single(word: String) -> Vec<String> {
    let roots: Vec<_> = singular(&word)
        .iter()
        .map(|it| format!("{it}root"))
        .collect();
    let root = format!("{word}root");
    [word, root].into_iter().chain(roots).collect()
}

/// What one of the things called so may be called.
fn singular(word: &str) -> Vec<String> {
    let endings = [("ies", "y"), ("es", ""), ("s", "")];
    endings
        .iter()
        .filter_map(|(from, to)| Some(format!("{}{to}", word.strip_suffix(from)?)))
        .collect()
}
