//! The features of areas.
//!
//! ```text
//! me                                  beta-me
//! deviceManagement                    beta-device-management-any                  what any part of it turns on
//! deviceManagement virtualEndpoint    beta-device-management-virtual-endpoint     a part
//! deviceManagement itself             beta-device-management-itself               a part
//!                                     beta-device-management                      all parts
//! ```

use std::{collections::BTreeSet, sync::Arc};

use msgraph_schema::schema::Location;

use super::requests::{Area, AreaName};
use crate::{
    Feature,
    items::Features,
    names::{Case, RustName, Wanted, assign},
};

/// The word at the end of the feature that every part of an area turns on.
const ANY: &str = "any";

/// The features of all areas.
pub(super) struct AreaFeatures {
    module: String,
    /// The feature of each area.
    names: Vec<Arc<str>>,
    divided: Vec<Divided>,
}

/// An area that is divided.
struct Divided {
    whole: Area,
    parts: BTreeSet<Area>,
    /// The feature of all parts.
    name: Arc<str>,
}

impl AreaFeatures {
    pub(super) fn new(module: &str, areas: &[AreaName]) -> Self {
        let parts_of = |whole: &AreaName| {
            let is_part =
                |it: &AreaName| it.part.is_some() && it.word.eq_ignore_ascii_case(&whole.word);
            let parts = areas.iter().enumerate().filter(|it| is_part(it.1));
            parts.map(|it| it.0).collect::<BTreeSet<_>>()
        };
        let divided = areas.iter().enumerate();
        let divided = divided.filter(|it| it.1.part.is_none());
        let divided = divided.map(|(whole, name)| (whole, parts_of(name)));
        let divided: Vec<_> = divided.filter(|it| !it.1.is_empty()).collect();
        let words = areas.iter().enumerate().map(|(area, it)| match &it.part {
            Some(part) => format!("{}-{part}", it.word),
            None if divided.iter().any(|it| it.0 == area) => format!("{}-{ANY}", it.word),
            None => it.word.clone(),
        });
        let sums = divided.iter().map(|it| areas[it.0].word.clone());
        let mut names = kebab(module, &words.chain(sums).collect::<Vec<_>>());
        let sums = names.split_off(areas.len());
        let divided = divided.into_iter().zip(sums);
        let divided = divided.map(|((whole, parts), name)| Divided { whole, parts, name });
        Self {
            module: module.to_owned(),
            divided: divided.collect(),
            names,
        }
    }

    /// How many areas there are, parts among them.
    pub(super) fn count(&self) -> usize {
        self.names.len()
    }

    /// The name of an area's feature.
    pub(super) fn name(&self, area: Area) -> &Arc<str> {
        &self.names[area]
    }

    /// The names of the features of some areas.
    pub(super) fn names(&self, areas: &BTreeSet<Area>) -> Features {
        areas
            .iter()
            .map(|it| Arc::clone(&self.names[*it]))
            .collect()
    }

    /// The same areas in fewer words: what most parts of an area need, all of them get.
    pub(super) fn merged(&self, areas: &BTreeSet<Area>) -> BTreeSet<Area> {
        let mut areas = areas.clone();
        for Divided { whole, parts, .. } in &self.divided {
            let has = parts.intersection(&areas).count();
            if areas.contains(whole) || 2 * has > parts.len() {
                areas.retain(|it| !parts.contains(it));
                areas.insert(*whole);
            }
        }
        areas
    }

    /// All features, for the manifest.
    pub(super) fn table(&self) -> Vec<Feature> {
        let client = format!("{}-client", self.module);
        let feature = |name: &str, turns_on: Vec<String>| Feature {
            name: name.to_owned(),
            turns_on,
        };
        let part_of = |area: Area| self.divided.iter().find(|it| it.parts.contains(&area));
        let sum_of = |area: Area| self.divided.iter().find(|it| it.whole == area);
        let mut all = vec![client.clone()];
        let mut areas = Vec::new();
        for (area, name) in self.names.iter().enumerate() {
            let needs = part_of(area).map_or(&*client, |it| &*self.names[it.whole]);
            areas.push(feature(name, vec![needs.to_owned()]));
            if let Some(sum) = sum_of(area) {
                let parts = sum.parts.iter().map(|it| self.names[*it].to_string());
                areas.push(feature(&sum.name, parts.collect()));
            }
            if part_of(area).is_none() {
                all.push(sum_of(area).map_or(name, |it| &it.name).to_string());
            }
        }
        let version = [feature(&client, Vec::new()), feature(&self.module, all)];
        version.into_iter().chain(areas).collect()
    }
}

/// `v1-device-management` for `deviceManagement`.
fn kebab(module: &str, words: &[String]) -> Vec<Arc<str>> {
    let wanted: Vec<_> = words
        .iter()
        .map(|it| Wanted {
            wire_name: it,
            location: Location::default(),
        })
        .collect();
    let names = assign(Case::Snake, &wanted, &[], &mut Vec::new())
        .into_iter()
        .enumerate();
    let kebab = |name: RustName| name.bare().trim_matches('_').replace('_', "-");
    let names = names.map(|(at, name)| name.map_or_else(|| format!("area-{at}"), kebab));
    names.map(|it| format!("{module}-{it}").into()).collect()
}

#[cfg(test)]
mod tests {
    use super::{AreaFeatures, AreaName};

    /// The areas `me`, and `deviceManagement` with three parts.
    fn features() -> AreaFeatures {
        let name = |word: &str, part: Option<&str>| AreaName {
            word: word.to_owned(),
            part: part.map(str::to_owned),
        };
        let areas = [
            name("deviceManagement", None),
            name("deviceManagement", Some("itself")),
            name("deviceManagement", Some("reports")),
            name("deviceManagement", Some("virtualEndpoint")),
            name("me", None),
        ];
        AreaFeatures::new("beta", &areas)
    }

    #[test]
    fn every_part_turns_on_what_all_share() {
        let table = features().table();
        let table: Vec<_> = table
            .iter()
            .map(|it| format!("{}: {}", it.name, it.turns_on.join(" ")))
            .collect();
        let expected = [
            "beta-client: ",
            "beta: beta-client beta-device-management beta-me",
            "beta-device-management-any: beta-client",
            "beta-device-management: beta-device-management-itself beta-device-management-reports \
             beta-device-management-virtual-endpoint",
            "beta-device-management-itself: beta-device-management-any",
            "beta-device-management-reports: beta-device-management-any",
            "beta-device-management-virtual-endpoint: beta-device-management-any",
            "beta-me: beta-client",
        ];
        assert_eq!(table, expected);
    }

    #[test]
    fn what_most_parts_need_all_get() {
        let merged = |areas: &[usize]| features().merged(&areas.iter().copied().collect());
        assert_eq!(merged(&[1, 4]), [1, 4].into());
        assert_eq!(merged(&[1, 3, 4]), [0, 4].into());
        assert_eq!(merged(&[0, 3]), [0].into());
    }
}
