local bit = require("bit")

local MODULO = 100
local RULES = {
  { tag_header = "appver-a", range = 10, tag_value = "v2" },
  { tag_header = "appver-b", range = 10, tag_value = "v2" },
  { tag_header = "appver-c", range = 50, tag_value = "v3" },
}

-- FNV-1a, 32 bits. LuaJIT's numbers are doubles, too short for hash * 0x01000193, hence the shifts.
local function fnv1a32(value)
  local hash = bit.tobit(0x811c9dc5)
  for i = 1, #value do
    hash = bit.bxor(hash, value:byte(i))
    hash = bit.tobit(
      hash + bit.lshift(hash, 1) + bit.lshift(hash, 4) + bit.lshift(hash, 7) + bit.lshift(hash, 8) + bit.lshift(hash, 24)
    )
  end
  return hash % 4294967296
end

function envoy_on_request(handle)
  local headers = handle:headers()
  local value = headers:get("x-user-id")
  local bucket = value and value ~= "" and fnv1a32(value) % MODULO or MODULO
  for _, rule in ipairs(RULES) do
    if bucket < rule.range then
      headers:replace(rule.tag_header, rule.tag_value)
    else
      headers:remove(rule.tag_header)
    end
  end
end
