# Prints what zsh would offer for the line $2, a word a line, with the completion script $1: an inner zsh on a terminal of
# its own types the line and Tab, and its compadd, through which all completion goes, prints instead of showing.
zmodload zsh/zpty
zpty z TERM=dumb zsh -f -i
zpty -w z "PROMPT= PROMPT2= RPROMPT=
unsetopt zle_bracketed_paste
autoload -Uz compinit && compinit -u -D
source ${(q)1}
compadd() {
  if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd \"\$@\"; return; fi
  typeset -a hits; builtin compadd -A hits \"\$@\"
  (( \$#hits )) && print -rl -- \"<\"\${^hits}\">\"
  return 0
}
finish() { print -r -- '<done>' }
zle -C capture complete-word captured
captured() { _main_complete; finish; compstate[insert]=; compstate[list]= }
bindkey '^I' capture
print -r -- '<re'ady'>'"
typeset out chunk
until [[ $out == *'<ready>'* ]]; do zpty -r z chunk || break; out+=$chunk; done
zpty -w -n z "$2"$'\t'
out=
until [[ $out == *'<done>'* ]]; do zpty -r z chunk || break; out+=$chunk; done
zpty -d z
print -r -- $out | grep -o '<[^<>]*>' | grep -v '^<done>$' | tr -d '<>'
