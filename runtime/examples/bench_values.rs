//! Reading and writing through the tables against the same structs with serde's derives, in the same run.
//!
//! `cargo run -p msgraph-runtime --release --example bench_values`
//!
//! 999 users, once with all 47 members and once with eight of them, as `$select` gives them; keys in the order of the type and shuffled. The
//! sides take turns in short rounds, of which the fastest tenth counts: the others were disturbed by what else the machine does. That both sides
//! read and write the same is checked first.

use std::{hint::black_box, time::Instant};

use msgraph_runtime::{self as rt, Extra, Field, Json, Object, object};
use serde::{Deserialize, Serialize};
use serde_json::{Map, json};

const USERS: usize = 999;
const ROUNDS: usize = 201;

fn types() -> &'static rt::TypeTable {
    &rt::TypeTable(&[])
}

/// Declares a type twice: as the generator writes it, and with serde's derives.
macro_rules! twins {
    ($ty:ident, $twin:ident, [$($field:ident $wire:literal $ours:ty, $theirs:ty;)*]) => {
        #[derive(Default)]
        struct $ty {
            $($field: Field<$ours>,)*
            extra: Extra,
        }

        impl Object for $ty {
            #[inline]
            fn shape(&self) -> &'static rt::Shape {
                &rt::Shape { name: stringify!($ty), names: &[$($wire),*], read_only: &[], types }
            }

            #[inline]
            fn view<'a>(&'a self, viewer: object::Viewer<'_, 'a>) {
                object::show(viewer, &[$(object::see(&self.$field)),*], &self.extra);
            }

            #[inline]
            fn edit(&mut self, editor: object::Editor<'_>) {
                object::hand_out(editor, &mut [$(&mut self.$field),*], &mut self.extra);
            }
        }

        impl rt::Serialize for $ty {
            #[inline]
            fn serialize<S: rt::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                object::write(self, serializer)
            }
        }

        impl<'de> rt::Deserialize<'de> for $ty {
            #[inline]
            fn deserialize<D: rt::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                object::read(deserializer)
            }
        }

        #[derive(Default, Serialize, Deserialize)]
        struct $twin {
            $(
                #[serde(rename = $wire, skip_serializing_if = "Option::is_none")]
                $field: Option<$theirs>,
            )*
        }
    };
}

twins!(License, PlainLicense, [
    disabled_plans "disabledPlans" Vec<rt::Guid>, Vec<String>;
    sku_id "skuId" rt::Guid, String;
]);

twins!(Plan, PlainPlan, [
    assigned_date_time "assignedDateTime" rt::DateTimeOffset, String;
    capability_status "capabilityStatus" String, String;
    service "service" String, String;
    service_plan_id "servicePlanId" rt::Guid, String;
]);

twins!(Identity, PlainIdentity, [
    issuer "issuer" String, String;
    issuer_assigned_id "issuerAssignedId" String, String;
    sign_in_type "signInType" String, String;
]);

twins!(Password, PlainPassword, [
    force_change "forceChangePasswordNextSignIn" bool, bool;
    password "password" String, String;
]);

twins!(User, PlainUser, [
    id "id" String, String;
    deleted_date_time "deletedDateTime" rt::DateTimeOffset, String;
    about_me "aboutMe" String, String;
    account_enabled "accountEnabled" bool, bool;
    age_group "ageGroup" AgeGroup, PlainAgeGroup;
    assigned_licenses "assignedLicenses" Vec<License>, Vec<PlainLicense>;
    assigned_plans "assignedPlans" Vec<Plan>, Vec<PlainPlan>;
    birthday "birthday" rt::DateTimeOffset, String;
    business_phones "businessPhones" Vec<String>, Vec<String>;
    city "city" String, String;
    company_name "companyName" String, String;
    consent "consentProvidedForMinor" String, String;
    country "country" String, String;
    created_date_time "createdDateTime" rt::DateTimeOffset, String;
    department "department" String, String;
    device_limit "deviceEnrollmentLimit" i32, i32;
    display_name "displayName" String, String;
    employee_hire_date "employeeHireDate" rt::DateTimeOffset, String;
    employee_id "employeeId" String, String;
    employee_type "employeeType" String, String;
    fax_number "faxNumber" String, String;
    given_name "givenName" String, String;
    hire_date "hireDate" rt::DateTimeOffset, String;
    identities "identities" Vec<Identity>, Vec<PlainIdentity>;
    im_addresses "imAddresses" Vec<String>, Vec<String>;
    interests "interests" Vec<String>, Vec<String>;
    is_resource_account "isResourceAccount" bool, bool;
    job_title "jobTitle" String, String;
    mail "mail" String, String;
    mail_nickname "mailNickname" String, String;
    mobile_phone "mobilePhone" String, String;
    my_site "mySite" String, String;
    office_location "officeLocation" String, String;
    on_premises_domain_name "onPremisesDomainName" String, String;
    on_premises_sync_enabled "onPremisesSyncEnabled" bool, bool;
    other_mails "otherMails" Vec<String>, Vec<String>;
    password_policies "passwordPolicies" String, String;
    password_profile "passwordProfile" Box<Password>, Box<PlainPassword>;
    postal_code "postalCode" String, String;
    preferred_language "preferredLanguage" String, String;
    proxy_addresses "proxyAddresses" Vec<String>, Vec<String>;
    show_in_address_list "showInAddressList" bool, bool;
    state "state" String, String;
    street_address "streetAddress" String, String;
    surname "surname" String, String;
    usage_location "usageLocation" String, String;
    user_principal_name "userPrincipalName" String, String;
]);

#[derive(Clone, PartialEq, PartialOrd)]
enum AgeGroup {
    Minor,
    Adult,
    Unrecognized(Box<str>),
}

rt::enumeration! {
    AgeGroup;
    Minor "minor";
    Adult "adult";
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum PlainAgeGroup {
    Minor,
    Adult,
    #[serde(untagged)]
    Other(Box<str>),
}

fn main() {
    let whole: Vec<Json> = (0..USERS).map(user).collect();
    let selected: Vec<Json> = whole.iter().map(select).collect();
    println!(
        "{:28} {:>9} {:>9} {:>6}",
        "999 users", "ours ms", "serde ms", "ratio"
    );
    for (name, users) in [("all 47 members", whole), ("eight members", selected)] {
        let (ordered, shuffled) = (in_order(&users), shuffled(&users));
        check(&ordered);
        measure_writing(&format!("write {name}"), &ordered);
        measure_reading(&format!("read {name}"), &ordered);
        measure_reading(&format!("read {name}, shuffled"), &shuffled);
    }
}

fn user(number: usize) -> Json {
    let guid = |salt: usize| {
        format!(
            "{:08x}-5d5b-4c5e-9f5d-{:012x}",
            number * 31 + salt,
            salt * 7919
        )
    };
    let plan = |salt| json!({"assignedDateTime": "2021-07-14T08:30:00Z", "capabilityStatus": "Enabled", "service": "exchange", "servicePlanId": guid(salt)});
    let whole = json!({
        "id": guid(0), "deletedDateTime": "2021-07-14T08:30:00Z", "aboutMe": "Likes \"quotes\" and long walks",
        "accountEnabled": number.is_multiple_of(2), "ageGroup": if number.is_multiple_of(3) { "minor" } else { "adult" },
        "assignedLicenses": [{"disabledPlans": [guid(1)], "skuId": guid(2)}], "assignedPlans": [plan(3), plan(4), plan(5)],
        "birthday": "1980-01-01T00:00:00Z", "businessPhones": ["+1 425 555 0100"], "city": "Redmond", "companyName": "Contoso",
        "consentProvidedForMinor": "granted", "country": "United States", "createdDateTime": "2019-02-07T21:53:13Z",
        "department": "Sales & Marketing", "deviceEnrollmentLimit": 15, "displayName": format!("Adele Vance {number}"),
        "employeeHireDate": "2014-01-01T00:00:00Z", "employeeId": format!("{number:06}"), "employeeType": "Employee",
        "faxNumber": "+1 425 555 0101", "givenName": "Adele", "hireDate": "2014-01-01T00:00:00Z"
    });
    let rest = json!({
        "identities": [{"issuer": "contoso.com", "issuerAssignedId": format!("a{number}@contoso.com"), "signInType": "userPrincipalName"}],
        "imAddresses": ["adele@contoso.com"], "interests": ["cycling", "photography"], "isResourceAccount": false,
        "jobTitle": "Retail Manager", "mail": format!("adele{number}@contoso.com"), "mailNickname": format!("adele{number}"),
        "mobilePhone": "+1 425 555 0109", "mySite": "https://contoso.sharepoint.com/personal/adele", "officeLocation": "18/2111",
        "onPremisesDomainName": "contoso.local", "onPremisesSyncEnabled": true, "otherMails": ["adele@example.org"],
        "passwordPolicies": "DisablePasswordExpiration", "passwordProfile": {"forceChangePasswordNextSignIn": false, "password": "none"},
        "postalCode": "98052", "preferredLanguage": "en-US", "proxyAddresses": ["SMTP:adele@contoso.com", "smtp:a@contoso.com"],
        "showInAddressList": true, "state": "WA", "streetAddress": "9256 Towne Center Dr., Suite 400", "surname": "Vance",
        "usageLocation": "US", "userPrincipalName": format!("adele{number}@contoso.com")
    });
    let (Json::Object(mut members), Json::Object(rest)) = (whole, rest) else {
        unreachable!("both are objects")
    };
    members.extend(rest);
    members.into()
}

/// What `$select` leaves of a user.
fn select(user: &Json) -> Json {
    let names = [
        "id",
        "accountEnabled",
        "businessPhones",
        "createdDateTime",
        "displayName",
        "jobTitle",
        "mail",
        "userPrincipalName",
    ];
    let member = |name: &str| (name.to_owned(), user[name].clone());
    names.into_iter().map(member).collect::<Map<_, _>>().into()
}

/// The JSON of users with their keys in the order of the type.
fn in_order(users: &[Json]) -> Vec<u8> {
    let read =
        |it: &Json| serde_json::from_value::<User>(it.clone()).expect("every object can be read");
    serde_json::to_vec(&users.iter().map(read).collect::<Vec<_>>()).expect("users are written")
}

/// The JSON of users with their keys sorted by their last letters: far from the order of the type.
fn shuffled(users: &[Json]) -> Vec<u8> {
    let user = |user: &Json| {
        let mut members: Vec<_> = user.as_object().into_iter().flatten().collect();
        members.sort_by_key(|(name, _)| name.bytes().rev().collect::<Vec<_>>());
        let members = members
            .iter()
            .map(|(name, value)| format!("\"{name}\":{value}"));
        format!("{{{}}}", members.collect::<Vec<_>>().join(","))
    };
    format!("[{}]", users.iter().map(user).collect::<Vec<_>>().join(",")).into()
}

fn check(json: &[u8]) {
    let ours: Vec<User> = serde_json::from_slice(json).expect("users are read");
    let theirs: Vec<PlainUser> = serde_json::from_slice(json).expect("users are read");
    assert!(
        ours.iter().all(|it| it.extra.is_empty()),
        "every member fits"
    );
    assert_eq!(serde_json::to_vec(&ours).expect("users are written"), json);
    assert_eq!(
        serde_json::to_vec(&theirs).expect("users are written"),
        json
    );
}

fn measure_writing(name: &str, json: &[u8]) {
    let ours: Vec<User> = serde_json::from_slice(json).expect("users are read");
    let theirs: Vec<PlainUser> = serde_json::from_slice(json).expect("users are read");
    compare(name, || write(&ours), || write(&theirs));
}

fn write(users: &impl Serialize) -> usize {
    serde_json::to_vec(black_box(users))
        .expect("users are written")
        .len()
}

fn measure_reading(name: &str, json: &[u8]) {
    compare(name, || read::<User>(json), || read::<PlainUser>(json));
}

fn read<T: for<'de> Deserialize<'de>>(json: &[u8]) -> usize {
    let users: Vec<T> = serde_json::from_slice(black_box(json)).expect("users are read");
    black_box(&users).len()
}

fn compare(name: &str, ours: impl Fn() -> usize, theirs: impl Fn() -> usize) {
    let (mut our_times, mut their_times) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        our_times.push(milliseconds(&ours));
        their_times.push(milliseconds(&theirs));
    }
    let (ours, theirs) = (first_decile(our_times), first_decile(their_times));
    println!("{name:28} {ours:9.3} {theirs:9.3} {:6.2}", ours / theirs);
}

fn milliseconds(work: impl Fn() -> usize) -> f64 {
    let start = Instant::now();
    black_box(work());
    start.elapsed().as_secs_f64() * 1000.0
}

fn first_decile(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 10]
}
