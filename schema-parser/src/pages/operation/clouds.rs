//! The clouds that an API page names: by the include of the newest form, or the table that it holds.
//!
//! ```text
//! [!INCLUDE [national-cloud-support](../../includes/global-us.md)]
//! | Global service | US Government L4 | US Government L5 (DOD) | China operated by 21Vianet |
//! | ✅             | ✅               | ✅                     | ❌                         |
//! ```

use super::sections::{Part, Placed};
use crate::{
    markdown::{Block, Table},
    schema::Cloud,
};

const ALL: [Cloud; 4] = [
    Cloud::Global,
    Cloud::UsGovernmentL4,
    Cloud::UsGovernmentL5,
    Cloud::China,
];

/// Reads the clouds; `None` where the page does not say.
pub(super) fn parse(placed: &[Placed<'_, '_>]) -> Option<Vec<Cloud>> {
    let intro = placed.iter().filter(|it| it.part == Part::Intro);
    intro
        .flat_map(|it| &it.section.blocks)
        .find_map(|it| match it {
            Block::Include(target) => included(target),
            Block::Table(table) => tabled(table),
            _ => None,
        })
}

/// The clouds that the name of an included file says.
fn included(target: &str) -> Option<Vec<Cloud>> {
    let name = target.rsplit('/').next()?.strip_suffix(".md")?;
    if name == "all-clouds" {
        return Some(ALL.to_vec());
    }
    let rest = name.strip_prefix("global-")?;
    let says = |it: &str| rest.split('-').any(|word| word == it);
    let us = says("us");
    let l4 = us && (says("l4") || !(says("l5") || says("dod")));
    let l5 = us && (says("l5") || says("dod") || !says("l4"));
    let chosen = [true, l4, l5, says("china")];
    let known = says("only") || us || says("china");
    let clouds = ALL.into_iter().zip(chosen).filter(|it| it.1);
    known.then(|| clouds.map(|it| it.0).collect())
}

fn tabled(table: &Table<'_>) -> Option<Vec<Cloud>> {
    let header = table.header();
    if !header.cell(0).starts_with("Global service") {
        return None;
    }
    let row = table.rows().next()?;
    let yes = |at: usize| row.cell(at).contains('✅') || row.cell(at).contains("check_mark");
    let clouds = ALL.into_iter().enumerate().filter(|it| yes(it.0));
    Some(clouds.map(|it| it.1).collect())
}
