//! What a build script sees, and what it tells cargo.

use std::{
    fs,
    path::{Path, PathBuf},
};

use similar::TextDiff;
use tempfile::TempDir;

use super::{Builder, Version, Warnings};
use crate::{Changes, Layout};

/// A copy of our pages, to be changed, and a folder to write to.
struct Package {
    folder: TempDir,
}

impl Package {
    fn new() -> Self {
        let package = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/slices/docs");
        copy(&docs, &package.docs());
        fs::create_dir(package.out()).unwrap();
        package
    }

    fn docs(&self) -> PathBuf {
        self.folder.path().join("docs")
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    fn page(&self, name: &str) -> PathBuf {
        self.docs().join("v1.0/resources").join(name)
    }

    /// Puts a text in the place of another on a page.
    #[track_caller]
    fn edit(&self, page: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.page(page)).unwrap();
        assert!(text.contains(old));
        fs::write(self.page(page), text.replace(old, new)).unwrap();
    }

    fn builder(&self) -> Builder {
        Builder::new(self.docs())
    }

    /// What the build script of a package with such a builder says, without the folder of the package.
    #[track_caller]
    fn build(&self, builder: &Builder) -> (Changes, Vec<String>) {
        let (changes, lines) = builder.generate_for(Some(&self.out())).unwrap();
        let folder = format!("{}/", self.folder.path().display());
        let lines = lines.iter().map(|it| it.replace(&folder, ""));
        (changes, lines.collect())
    }

    fn generated(&self) -> String {
        fs::read_to_string(self.out().join("v1.rs")).unwrap()
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

fn written(files: usize) -> Changes {
    Changes {
        written: files,
        ..Changes::default()
    }
}

#[test]
fn an_unchanged_slice_is_not_generated_again() {
    let package = Package::new();
    let builder = package.builder().types(["mailboxSettings"]);
    let (first, told) = package.build(&builder);
    assert_eq!(first, written(1));
    assert_eq!(
        told,
        [
            "cargo::rerun-if-changed=docs/v1.0/resources/mailboxsettings.md",
            "cargo::rerun-if-changed=docs/v1.0/resources/userpurpose.md",
        ]
    );
    // Were it read, it would be missed.
    let unread = package.page("user.md");
    fs::remove_file(&unread).unwrap();
    assert_eq!(package.build(&builder), (Changes::default(), told.clone()));
    package.edit("userpurpose.md", "|room|2|\n", "|room|2|\n|equipment|3|\n");
    assert_eq!(package.build(&builder), (written(1), told));
    assert!(package.generated().contains("Equipment"));
    fs::remove_file(package.out().join("v1.rs")).unwrap();
    assert_eq!(package.build(&builder).0, written(1));
    let other = package.builder().types(["mailboxSettings", "quota"]);
    assert_eq!(package.build(&other).0, written(1));
}

#[test]
fn a_new_page_counts_where_a_pattern_can_mean_it() {
    let package = Package::new();
    let builder = package.builder().types(["*Settings"]);
    let (_, told) = package.build(&builder);
    assert!(told.contains(&"cargo::rerun-if-changed=docs/v1.0/resources".to_owned()));
    let text = fs::read_to_string(package.page("mailboxsettings.md")).unwrap();
    let text = text.replace("mailboxSettings", "siteSettings");
    fs::write(package.page("sitesettings.md"), text).unwrap();
    assert_eq!(package.build(&builder).0, written(1));
    assert!(package.generated().contains("pub struct SiteSettings"));
}

#[test]
fn a_changed_page_is_a_readable_difference() {
    let package = Package::new();
    let builder = package.builder().types(["mailboxSettings", "quota"]);
    package.build(&builder);
    let before = package.generated();
    package.edit(
        "mailboxsettings.md",
        "|timeZone|String||\n",
        "|timeZone|String|Read-only.|\n|language|String|Returned only on `$select`.|\n",
    );
    package.edit(
        "userpurpose.md",
        "|room|2|\n",
        "|room|2|\n|unknownFutureValue|3|\n",
    );
    package.build(&builder);
    let diff = TextDiff::from_lines(&before, &package.generated())
        .unified_diff()
        .header("v1.rs before", "v1.rs")
        .to_string();
    insta::assert_snapshot!(diff);
}

#[test]
fn findings_have_a_page_and_a_line() {
    let package = Package::new();
    package.edit("quota.md", "|used|Int64|", "|used|byteCount|");
    let builder = package.builder().types(["quota"]);
    let (_, told) = package.build(&builder);
    let finding = "api-reference/v1.0/resources/quota.md:10:1: warning[unknown-type]: `used` has type `microsoft.graph.byteCount`, which no page defines";
    assert_eq!(told[2..], [format!("cargo::warning={finding}")]);
    let hidden = builder.clone().warnings(Warnings::Hide);
    assert_eq!(package.build(&hidden).1.len(), 2);
    let denied = builder.warnings(Warnings::Deny).output().unwrap_err();
    assert_eq!(format!("{denied:?}"), finding);
}

#[test]
fn mistakes_stop_the_build() {
    let package = Package::new();
    let problem = |builder: Builder| builder.output().unwrap_err().to_string();
    assert_eq!(
        problem(package.builder().types(["usr", "quota"])),
        "no page defines `usr`"
    );
    assert_eq!(
        problem(package.builder().areas(["device"])),
        "no page defines `/device/**`"
    );
    let attribute = problem(package.builder().attribute("*", "derive(Hash)"));
    assert!(attribute.starts_with("`derive(Hash)` is no attribute"));
    let nowhere = problem(Builder::new(package.docs().join("nowhere")));
    assert!(nowhere.contains("nowhere"), "{nowhere}");
    let nowhere = package.builder().generate_for(None).unwrap_err();
    assert!(nowhere.to_string().contains("OUT_DIR"));
}

#[test]
fn a_name_may_be_known_to_one_version_only() {
    let package = Package::new();
    let builder = package.builder().versions(Version::ALL);
    let output = builder.types(["cloudPcDeviceImage"]).output().unwrap();
    let files: Vec<_> = output.files.iter().map(|it| it.0).collect();
    assert_eq!(files, ["beta.rs", "v1.rs"]);
}

#[test]
fn a_later_folder_goes_before_an_earlier_one() {
    let (package, own) = (Package::new(), tempfile::tempdir().unwrap());
    let page = own.path().join("v1.0/resources/quota.md");
    fs::create_dir_all(page.parent().unwrap()).unwrap();
    let text = fs::read_to_string(package.page("quota.md")).unwrap();
    fs::write(&page, text.replace("used", "left")).unwrap();
    let builder = package.builder().docs(own.path()).types(["quota"]);
    let output = builder.output().unwrap();
    let (_, text) = output.files.iter().next().unwrap();
    assert!(text.contains("pub left:") && !text.contains("pub used:"));
    assert_eq!(output.watch, [page]);
}

#[test]
fn what_is_cut_off_or_left_out_is_untyped() {
    let package = Package::new();
    let text = |builder: Builder| {
        let output = builder.output().unwrap();
        output.files.iter().next().unwrap().1.to_owned()
    };
    let near = text(package.builder().types(["user"]).depth(0));
    assert!(near.contains("pub drive: rt::Field<rt::Json>"));
    assert!(near.contains("pub struct DirectoryObject"));
    assert!(near.contains("pub enum AgeGroup"));
    let farther = text(package.builder().types(["user"]).depth(1));
    assert!(farther.contains("pub drive: rt::Field<Box<super::Drive>>"));
    assert!(farther.contains("pub quota: rt::Field<rt::Json>"));
    let without = text(
        package
            .builder()
            .types(["user"])
            .without_types(["drive", "ageGroup"]),
    );
    assert!(without.contains("pub drive: rt::Field<rt::Json>"));
    assert!(without.contains("pub age_group: rt::Field<rt::Json>"));
}

#[test]
fn a_folder_of_modules_is_kept_clean_and_nothing_beside_it() {
    let package = Package::new();
    let builder = package.builder().layout(Layout::Files);
    let beside = package.out().join("other.rs");
    fs::write(&beside, "// @generated by `another`").unwrap();
    package.build(&builder.clone().types(["user"]));
    let user = package.out().join("v1/user.rs");
    assert!(user.exists());
    package.build(&builder.types(["quota"]));
    assert!(!user.exists() && beside.exists());
}
