//! User agents that send no postbacks: robots, and those who look whether a server is alive.

/// Pieces of user agents that look for life, without regard to case.
const HEALTH: [&str; 16] = [
    "elb-healthchecker",
    "kube-probe",
    "googlehc",
    "google-cloud-health",
    "amazon-route53-health",
    "uptimerobot",
    "pingdom",
    "statuscake",
    "site24x7",
    "consul health",
    "haproxy-health",
    "newrelicpinger",
    "datadog/synthetics",
    "betteruptime",
    "better uptime",
    "updown.io",
];

/// Pieces of user agents of robots, link previews and scanners, without regard to case.
const ROBOTS: [&str; 30] = [
    "googlebot",
    "bingbot",
    "yandexbot",
    "baiduspider",
    "duckduckbot",
    "applebot",
    "petalbot",
    "ahrefsbot",
    "semrushbot",
    "mj12bot",
    "dotbot",
    "gptbot",
    "oai-searchbot",
    "claudebot",
    "ccbot",
    "bytespider",
    "amazonbot",
    "facebookexternalhit",
    "twitterbot",
    "slackbot",
    "telegrambot",
    "discordbot",
    "linkedinbot",
    "adsbot-google",
    "mediapartners-google",
    "zgrab",
    "masscan",
    "censysinspect",
    "expanse, a palo alto",
    "nuclei",
];

/// True for a user agent whose requests are no postbacks, whatever they ask for.
#[must_use]
pub fn is_robot(agent: &str) -> bool {
    let lower = agent.to_ascii_lowercase();
    HEALTH.iter().chain(&ROBOTS).any(|word| lower.contains(word)) || says_so(&lower)
}

/// `Mozilla/5.0 (compatible; SomethingBot/1.0; +https://...)`: a robot that introduces itself.
fn says_so(lower: &str) -> bool {
    let introduced = lower.contains("(compatible;") && (lower.contains("+http") || lower.contains("; http"));
    introduced && ["bot", "crawler", "spider"].iter().any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn robots_are_told_from_senders() {
        for agent in [
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
            "ELB-HealthChecker/2.0",
            "kube-probe/1.29",
            "Mozilla/5.0 zgrab/0.x",
            "Mozilla/5.0 (compatible; SomeNewBot/1.0; +https://some.example/bot)",
        ] {
            assert!(is_robot(agent), "{agent}");
        }
        for agent in [
            "node-fetch/1.0 (+https://github.com/bitinn/node-fetch)",
            "AffiliateBot postback sender",
            "curl/8.5.0",
            "-",
            "Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1)",
            "AppsFlyer-Postback/1.0",
        ] {
            assert!(!is_robot(agent), "{agent}");
        }
    }
}
