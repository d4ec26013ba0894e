//! The exports that are known, as data.

use super::kind::{Export, Url};

/// Every export.
pub static ALL: &[Export] = &[
    Export {
        platform: "cake",
        name: "API log",
        columns: &["request_url", "response_status", "created"],
        time: &["created"],
        url: Url::Column(&["request_url"]),
        method: Some("request_method"),
        user: Some("username"),
        answered: &["response_status"],
        source: "https://support.getcake.com/support/solutions/articles/13000118790",
        ..Export::NONE
    },
    Export {
        platform: "orbitra",
        name: "incoming postbacks",
        columns: &["request_uri", "params_json", "result"],
        time: &["created_at"],
        url: Url::Column(&["request_uri"]),
        address: Some("remote_ip"),
        answered: &["error", "result"],
        source: "the tables of a public tracker: incoming_postbacks_log",
        ..Export::NONE
    },
    Export {
        platform: "affise",
        name: "server postbacks",
        columns: &["_get", "response", "date.sec"],
        time: &["date.sec"],
        url: Url::Objects("/postback", &["_get", "_post"]),
        address: Some("server"),
        answered: &["response"],
        offer: &["track.offer_id"],
        click_time: Some("track.created_at"),
        source: "github:affise/go-sdk test/testdata, server postbacks",
        ..Export::NONE
    },
    Export {
        platform: "affise",
        name: "postbacks to partners",
        columns: &["postback_url", "http_code", "date.sec"],
        time: &["date.sec"],
        url: Url::Column(&["postback_url"]),
        user: Some("pid"),
        status: Some("http_code"),
        offer: &["offer_id"],
        outgoing: true,
        source: "github:affise/go-sdk test/testdata, affiliate postbacks",
        ..Export::NONE
    },
    Export {
        platform: "everflow",
        name: "conversions",
        columns: &["conversion_id", "conversion_unix_timestamp", "transaction_id"],
        time: &["conversion_unix_timestamp"],
        url: Url::Columns(
            "/",
            &[
                ("transaction_id", "transaction_id"),
                ("sale_amount", "amount"),
                ("order_id", "order_id"),
                ("sub1", "sub1"),
            ],
        ),
        address: Some("conversion_user_ip"),
        answered: &["status", "error_code", "error_message"],
        offer: &["relationship.offer.network_offer_id", "network_offer_id", "offer_id"],
        click_time: Some("click_unix_timestamp"),
        source: "Everflow's API, network reporting: conversions",
        ..Export::NONE
    },
    Export {
        platform: "tune",
        name: "conversions",
        columns: &["session_datetime", "status_code", "affiliate_id"],
        time: &["datetime"],
        url: Url::Columns(
            "/aff_lsr",
            &[
                ("offer_id", "offer_id"),
                ("transaction_id", "transaction_id"),
                ("goal_id", "goal_id"),
                ("revenue", "amount"),
                ("advertiser_info", "adv_sub"),
                ("affiliate_info1", "aff_sub"),
            ],
        ),
        address: Some("ip"),
        answered: &["status", "status_code"],
        offer: &["offer_id"],
        click_time: Some("session_datetime"),
        without_click_id: true,
        source: "https://github.com/mytryk/hasoffers-sdk, the model Conversion",
        ..Export::NONE
    },
    Export {
        platform: "keitaro",
        name: "log of received postbacks",
        columns: &["datetime", "jid", "message"],
        time: &["datetime"],
        url: Url::Message("message"),
        source: "https://docs.keitaro.io/en/conversions-and-postback/postback-troubleshooting.html",
        ..Export::NONE
    },
    Export {
        platform: "appsflyer",
        name: "postbacks report",
        columns: &["postback url", "postback http response code", "appsflyer id"],
        time: &["event time", "install time"],
        url: Url::Column(&["postback url"]),
        method: Some("postback method"),
        user: Some("media source"),
        status: Some("postback http response code"),
        click_time: Some("attributed touch time"),
        outgoing: true,
        source: "https://support.appsflyer.com/hc/en-us/articles/360001446685-AppsFlyer-Postback-Reports",
        ..Export::NONE
    },
    Export {
        platform: "redtrack",
        name: "conversions",
        columns: &["clickid", "conv_time", "track_time"],
        time: &["conv_time"],
        url: Url::Columns(
            "/postback",
            &[("clickid", "clickid"), ("type", "type"), ("payout", "sum"), ("ref_id", "ref_id"), ("sub1", "sub1")],
        ),
        address: Some("postback_ip"),
        answered: &["status", "duplicate_status"],
        offer: &["offer_id", "offerid"],
        click_time: Some("track_time"),
        source: "RedTrack's API: conversions",
        ..Export::NONE
    },
    Export {
        platform: "trackier",
        name: "conversion logs",
        columns: &["cid", "txnid", "created.date"],
        time: &["created.date"],
        zone: Some("created.timezone"),
        url: Url::Columns("/acquisition", &[("cid", "click_id"), ("txnid", "txn_id"), ("goal_id", "goal_id")]),
        address: Some("ipaddr"),
        answered: &["status", "message"],
        offer: &["campaign_id"],
        source: "https://help.trackier.com/support/solutions/articles/31000155030",
        ..Export::NONE
    },
    Export {
        platform: "voluum",
        name: "conversions",
        columns: &["postback timestamp", "visit timestamp", "click id"],
        time: &["postback timestamp"],
        url: Url::Columns(
            "/postback",
            &[
                ("click id", "cid"),
                ("revenue", "payout"),
                ("transaction id", "txid"),
                ("conversion type", "et"),
                ("external id", "externalid"),
            ],
        ),
        address: Some("ip"),
        offer: &["offer id"],
        click_time: Some("visit timestamp"),
        source: "https://github.com/ronniejoshua/voluum_conversions_etl",
        ..Export::NONE
    },
];
