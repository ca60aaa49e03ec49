#!/usr/bin/env bash
# native/build.sh MODULE.wasm OUT.so [FLAG...]: compiles the module with the shim. The same module, compiler and flags give
# the same bytes, in whatever folder. $CC names the compiler.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cc=${CC:-cc}
case $("$cc" -dumpmachine) in
  *musl*) echo "native/build.sh: $cc compiles for musl, and Envoy is built for glibc: run it where glibc is, or name another CC" >&2; exit 1 ;;
esac
module=$1 out=$2
shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
node "$here/../node_modules/wabt/bin/wasm2c" "$module" -n module -o "$work/module.c"
sed -i.wasm2c 's/^DEFINE_LOAD(i32_load, /#include "checks.h"\n&/; s/(&instance->w2c_memory, (u64)(\([^()]*\))/(\&instance->w2c_memory, BASE(\1)/' "$work/module.c"
grep -q '^#include "checks.h"$' "$work/module.c" || { echo "checks.h has no place in the code of wasm2c"; exit 1; }

flags=(-std=gnu11 -O3 -flto=auto -fPIC -fvisibility=hidden -I"$work" -I"$here" -ffile-prefix-map="$work"=. -ffile-prefix-map="$here"=.)
# wasm-rt.h says why no frame may be larger. The code is made when all is linked.
flags+=(-Werror=frame-larger-than=2048)
# What wasm2c writes has names that nothing uses.
"$cc" "${flags[@]}" -w -DNDEBUG "$@" -c "$work/module.c" -o "$work/module.o"
for file in "$here"/*.c "$here"/imports/*.c; do
  "$cc" "${flags[@]}" -Wall -Wextra -Werror "$@" -c "$file" -o "$work/$(echo "${file#"$here"/}" | tr / -).o"
done
# An import of the module that has no wrapper is undefined here, and named; Envoy's callbacks are weak. All is bound at once:
# else a callback that Envoy lacks would end it at the first call.
"$cc" -shared "${flags[@]}" "$@" -Wl,--no-undefined,-z,now,-z,relro,--as-needed,--build-id=none -s -o "$out" "$work"/*.o -lm
