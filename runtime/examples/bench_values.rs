//! Reading and writing through the tables against the same structs with serde's derives, in the same run.
//!
//! `cargo run -p msgraph-runtime --release --example bench_values`
//!
//! 999 users, once with all 47 members and once with eight of them, as `$select` gives them; keys in the order of the type and shuffled. The
//! sides take turns in short rounds, of which the fastest tenth counts: the others were disturbed by what else the machine does. That both sides
//! read and write the same is checked first.

use std::{hint::black_box, time::Instant};

use msgraph_runtime::{self as rt, Enumeration, Extra, Field, Json, Object, object};
use serde::{Deserialize, Serialize};
use serde_json::{Map, json};

const USERS: usize = 999;
const ROUNDS: usize = 201;

static TYPES: rt::TypeTable = rt::TypeTable(&[]);

/// Declares a type twice: as the generator writes it, and with serde's derives.
macro_rules! twins {
    ($ty:ident, $twin:ident, [$($index:literal $field:ident $wire:literal $kind:ident $ours:ty, $theirs:ty;)*]) => {
        #[derive(Default)]
        struct $ty {
            $($field: Field<$ours>,)*
            extra: Extra,
        }

        impl Object for $ty {
            #[inline]
            fn shape(&self) -> &'static rt::Shape {
                static SHAPE: rt::Shape = rt::Shape::new(stringify!($ty), &[$($wire),*], &[], &TYPES);
                &SHAPE
            }

            #[inline]
            fn slot(&mut self, index: usize) -> rt::Slot<'_> {
                match index {
                    $($index => rt::Slot::$kind(&mut self.$field),)*
                    _ => rt::Slot::Extra(&mut self.extra),
                }
            }

            #[inline]
            fn view<'a>(&'a self, see: &mut dyn FnMut(&[rt::Ref<'a>])) {
                see(&[$(object::see::$kind(&self.$field),)* rt::Ref::Extra(&self.extra)]);
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
    0 disabled_plans "disabledPlans" Texts Vec<rt::Guid>, Vec<String>;
    1 sku_id "skuId" Text rt::Guid, String;
]);

twins!(Plan, PlainPlan, [
    0 assigned_date_time "assignedDateTime" Text rt::DateTimeOffset, String;
    1 capability_status "capabilityStatus" String String, String;
    2 service "service" String String, String;
    3 service_plan_id "servicePlanId" Text rt::Guid, String;
]);

twins!(Identity, PlainIdentity, [
    0 issuer "issuer" String String, String;
    1 issuer_assigned_id "issuerAssignedId" String String, String;
    2 sign_in_type "signInType" String String, String;
]);

twins!(Password, PlainPassword, [
    0 force_change "forceChangePasswordNextSignIn" Bool bool, bool;
    1 password "password" String String, String;
]);

twins!(User, PlainUser, [
    0 id "id" String String, String;
    1 deleted_date_time "deletedDateTime" Text rt::DateTimeOffset, String;
    2 about_me "aboutMe" String String, String;
    3 account_enabled "accountEnabled" Bool bool, bool;
    4 age_group "ageGroup" Text AgeGroup, PlainAgeGroup;
    5 assigned_licenses "assignedLicenses" Objects Vec<License>, Vec<PlainLicense>;
    6 assigned_plans "assignedPlans" Objects Vec<Plan>, Vec<PlainPlan>;
    7 birthday "birthday" Text rt::DateTimeOffset, String;
    8 business_phones "businessPhones" Strings Vec<String>, Vec<String>;
    9 city "city" String String, String;
    10 company_name "companyName" String String, String;
    11 consent "consentProvidedForMinor" String String, String;
    12 country "country" String String, String;
    13 created_date_time "createdDateTime" Text rt::DateTimeOffset, String;
    14 department "department" String String, String;
    15 device_limit "deviceEnrollmentLimit" I32 i32, i32;
    16 display_name "displayName" String String, String;
    17 employee_hire_date "employeeHireDate" Text rt::DateTimeOffset, String;
    18 employee_id "employeeId" String String, String;
    19 employee_type "employeeType" String String, String;
    20 fax_number "faxNumber" String String, String;
    21 given_name "givenName" String String, String;
    22 hire_date "hireDate" Text rt::DateTimeOffset, String;
    23 identities "identities" Objects Vec<Identity>, Vec<PlainIdentity>;
    24 im_addresses "imAddresses" Strings Vec<String>, Vec<String>;
    25 interests "interests" Strings Vec<String>, Vec<String>;
    26 is_resource_account "isResourceAccount" Bool bool, bool;
    27 job_title "jobTitle" String String, String;
    28 mail "mail" String String, String;
    29 mail_nickname "mailNickname" String String, String;
    30 mobile_phone "mobilePhone" String String, String;
    31 my_site "mySite" String String, String;
    32 office_location "officeLocation" String String, String;
    33 on_premises_domain_name "onPremisesDomainName" String String, String;
    34 on_premises_sync_enabled "onPremisesSyncEnabled" Bool bool, bool;
    35 other_mails "otherMails" Strings Vec<String>, Vec<String>;
    36 password_policies "passwordPolicies" String String, String;
    37 password_profile "passwordProfile" Object Box<Password>, Box<PlainPassword>;
    38 postal_code "postalCode" String String, String;
    39 preferred_language "preferredLanguage" String String, String;
    40 proxy_addresses "proxyAddresses" Strings Vec<String>, Vec<String>;
    41 show_in_address_list "showInAddressList" Bool bool, bool;
    42 state "state" String String, String;
    43 street_address "streetAddress" String String, String;
    44 surname "surname" String String, String;
    45 usage_location "usageLocation" String String, String;
    46 user_principal_name "userPrincipalName" String String, String;
]);

#[derive(Clone, Debug, PartialEq)]
enum AgeGroup {
    Minor,
    Adult,
    Other(Box<str>),
}

impl Enumeration for AgeGroup {
    fn parse(text: &str) -> Self {
        match text {
            "minor" => Self::Minor,
            "adult" => Self::Adult,
            _ => Self::Other(text.into()),
        }
    }

    fn as_str(&self) -> &str {
        match self {
            Self::Minor => "minor",
            Self::Adult => "adult",
            Self::Other(text) => text,
        }
    }
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
