# Cuts requests ("time agent url", in order of time) into handfuls that are sent at one time each: writes a
# configuration of curl for each to `folder`, and prints "time file". Set with -v: agents, folder, most.

function flush() {
  if (held == 0) return
  close(file)
  print first, file
  held = 0
}

BEGIN {
  while ((getline line < agents) > 0) {
    split(line, part, "\t")
    text[++n] = part[3]
  }
}
held > 0 && (held == most || $1 - first > 150) { flush() }
held == 0 { first = $1; file = sprintf("%s/%06d", folder, ++files) }
{
  if (held++ > 0) print "next" > file
  printf "url = \"%s\"\nuser-agent = \"%s\"\n", $3, text[$2] > file
  printf "output = \"/dev/null\"\nwrite-out = \"%%{http_code}\\n\"\n" > file
}
END { flush() }
