//! A user has a drive, a drive has an owner, and the owner is a user.

/// What a user leads to.
pub mod v1 {
    include!(concat!(env!("OUT_DIR"), "/v1.rs"));
}

#[cfg(test)]
mod tests {
    use super::v1::{AgeGroup, Drive, Group, MailboxSettings, Quota, User};

    #[test]
    fn the_circle_closes() {
        let owner = User {
            display_name: "Ann".to_owned().into(),
            age_group: AgeGroup::Adult.into(),
            ..User::default()
        };
        let drive = Drive {
            owner: Box::new(owner).into(),
            quota: Quota {
                used: 1.into(),
                ..Quota::default()
            }
            .into(),
            ..Drive::default()
        };
        let group = Group {
            drives: vec![drive].into(),
            ..Group::default()
        };
        let user = User {
            member_of: vec![group].into(),
            mailbox_settings: MailboxSettings::default().into(),
            ..User::default()
        };
        let text = serde_json::to_string(&user).unwrap();
        let again: User = serde_json::from_str(&text).unwrap();
        assert_eq!(again, user);
    }
}
