//! What the generated types of the fixtures promise.

use std::fmt::Debug;

use downstream::{circles, facts, inheritance, kinds, names};
use msgraph_runtime::{Deserialize, Extra, Field, Json, Resource, Serialize, Writable, object};
use serde_json::json;

#[track_caller]
fn round_trip<T>(sample: &str)
where
    T: Resource + Clone + PartialEq + Debug + Serialize + for<'de> Deserialize<'de>,
{
    let sample: Json = serde_json::from_str(sample).unwrap();
    let value: T = serde_json::from_value(sample.clone()).unwrap();
    assert_eq!(value.misfits(), []);
    assert_eq!(serde_json::to_value(&value).unwrap(), sample);
    assert_eq!(value.clone(), value);
    assert_ne!(value, T::default());
}

#[test]
fn every_sample_comes_back_as_it_was() {
    downstream::samples!(round_trip);
}

#[test]
fn names_are_typed_and_know_their_operators() {
    use facts::Account;
    let filter = Account::DISPLAY_NAME.starts_with("A") & Account::ID.is_in(["1", "2"]);
    assert_eq!(
        filter.to_string(),
        "startswith(displayName,'A') and id in ('1','2')"
    );
    assert_eq!(names::IosThing::TYPE.name(), "type");
}

#[test]
fn an_update_says_what_was_set_and_nothing_that_only_the_service_sets() {
    let account = facts::Account {
        id: "1".into(),
        display_name: "Ann".into(),
        notes: Field::Null,
        ..Default::default()
    };
    let body = object::to_vec(&account);
    assert_eq!(serde_json::from_slice::<Json>(&body).unwrap()["id"], "1");
    let body = serde_json::to_value(Writable(&account)).unwrap();
    assert_eq!(body, json!({"displayName": "Ann", "notes": null}));
}

#[test]
fn a_value_in_the_place_of_its_base_type_can_be_had_as_what_it_is() {
    let json =
        json!({"animals": [{"@odata.type": "#microsoft.graph.dog", "id": "1", "barks": true}]});
    let person: inheritance::Person = serde_json::from_value(json).unwrap();
    let animals = person.animals.into_option().unwrap();
    let dog = animals[0].clone().downcast::<inheritance::Dog>().unwrap();
    assert_eq!((dog.id.as_deref(), dog.barks), (Some("1"), true.into()));
    assert!(
        dog.upcast::<inheritance::Animal>()
            .unwrap()
            .is_a::<inheritance::Dog>()
    );
}

#[test]
fn texts_that_no_page_lists_are_kept() {
    let value: kinds::EveryKind =
        serde_json::from_value(json!({"color": "blue", "unheard": 1})).unwrap();
    assert_eq!(
        value.color,
        kinds::Color::Unrecognized("blue".into()).into()
    );
    assert_eq!(value.extra.get("unheard"), Some(&json!(1)));
    assert_eq!(Extra::default().len(), 0);
}

#[test]
fn a_type_can_hold_itself_through_another() {
    let folder = circles::Folder {
        shortcut: circles::Shortcut {
            target: circles::Folder::default().into(),
            ..Default::default()
        }
        .into(),
        ..Default::default()
    };
    assert_eq!(
        serde_json::to_value(&folder).unwrap(),
        json!({"shortcut": {"target": {}}})
    );
}
