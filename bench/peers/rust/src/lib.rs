use proxy_wasm::traits::{Context, HttpContext};
use proxy_wasm::types::Action;

const MODULO: u32 = 100;

struct Rule {
    tag_header: &'static str,
    range: u32,
    tag_value: &'static str,
}

const RULES: [Rule; 3] = [
    Rule { tag_header: "appver-a", range: 10, tag_value: "v2" },
    Rule { tag_header: "appver-b", range: 10, tag_value: "v2" },
    Rule { tag_header: "appver-c", range: 50, tag_value: "v3" },
];

proxy_wasm::main! {{
    proxy_wasm::set_http_context(|_, _| Box::new(HashTagging));
}}

struct HashTagging;

impl Context for HashTagging {}

impl HttpContext for HashTagging {
    fn on_http_request_headers(&mut self, _: usize, _: bool) -> Action {
        let bucket = match self.get_http_request_header_bytes("x-user-id") {
            Some(value) if !value.is_empty() => fnv1a32(&value) % MODULO,
            _ => MODULO,
        };
        for rule in &RULES {
            let tag = (bucket < rule.range).then_some(rule.tag_value);
            self.set_http_request_header(rule.tag_header, tag); // None removes it
        }
        Action::Continue
    }
}

fn fnv1a32(value: &[u8]) -> u32 {
    value.iter().fold(0x811c9dc5, |hash, &byte| (hash ^ u32::from(byte)).wrapping_mul(0x01000193))
}
