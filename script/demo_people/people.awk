# What the people of one campaign do. In: the campaign's short links, CSV (recipient,link,link,…). Out: to `requests`
# a line for each request ("time agent url", an agent is a line of `agents`), to `events` NDJSON for the API.
# Set with -v: agents, requests, events; begin, end (seconds since 1970) of the campaign, hence of all that happens;
# offset, of its time zone, in seconds; send_minutes; clicking (of those reached); seed.
# It is the same for the same numbers, so that a demo looks like another.

function chance(of) { return rand() < of }
function between(low, high) { return low + rand() * (high - low) }
function exponential(mean) { return -mean * log(1 - rand()) }
function utc(t) { return strftime("%Y-%m-%dT%H:%M:%SZ", int(t), 1) }

function read_agents(   line, part, n) {
  while ((getline line < agents) > 0) {
    n++
    if (line ~ /^#/ || split(line, part, "\t") < 3) continue
    total[part[1]] += part[2]
    count[part[1]]++
    number[part[1], count[part[1]]] = n
    upto[part[1], count[part[1]]] = total[part[1]]
  }
}

function agent(kind,   drawn, i) {
  drawn = rand() * total[kind]
  for (i = 1; upto[kind, i] < drawn; i++);
  return number[kind, i]
}

# How much people look at their phones at that hour of the day, 1 at most.
function wakefulness(t,   hour) {
  hour = int((t + offset) % 86400 / 3600)
  return (substr("100001356665544446899963", hour + 1, 1) + 0.3) / 9.3
}

# When somebody clicks who was reached at `from`: soon after, or at some later hour at which people are awake, less
# and less as the message sinks down the list.
function moment(from,   t, tries) {
  if (chance(0.4)) {
    t = from + 20 + exponential(1300)
    if (chance(0.15 + wakefulness(t))) return t
  }
  for (tries = 0; tries < 40; tries++) {
    t = between(from, end)
    if (chance(wakefulness(t) * exp(-(t - from) / 90000))) return t
  }
  return t
}

function request(t, as, url) {
  if (t < end) printf "%d %d %s\n", t, as, url > requests
}
function event(t, recipient, type, more) {
  if (t < end) printf "{\"type\":\"%s\",\"recipient\":\"%s\",\"at\":\"%s\"%s}\n", type, recipient, utc(t), more > events
}

function link_drawn(   drawn) {
  drawn = rand()
  return drawn < 0.56 || links == 1 ? 1 : drawn < 0.82 || links == 2 ? 2 : 3
}

function failure(   drawn) {
  drawn = rand()
  return drawn < 0.38 ? 910 : drawn < 0.6 ? 901 : drawn < 0.75 ? 912 : drawn < 0.87 ? 914 : drawn < 0.95 ? 906 : 916
}

function buys(t, recipient,   abroad, minor) {
  event(t, recipient, "converted", ",\"event\":\"Seat Chosen\",\"id\":\"s" NR "\"")
  if (!chance(0.55)) return
  t += between(60, 700)
  abroad = chance(0.06)
  minor = (1 + int(rand() * 4)) * (abroad ? 4500 : chance(0.3) ? 35000 : 22000)
  event(t, recipient, "converted", sprintf(",\"event\":\"Ticket Booked\",\"id\":\"b%d\",\"value\":\"%d.00\",\"currency\":\"%s\"",
                                           NR, minor / 100, abroad ? "AED" : "INR"))
}

# Somebody forwards the message: the messenger makes a preview, and other people's devices click this recipient's link.
function forwards(t, own, url,   other, taps) {
  request(t, agent("forwarded"), url)
  other = chance(0.25) ? "desktop" : own == "ios" ? "android" : chance(0.6) ? "ios" : "android"
  for (taps = 1 + int(rand() * 3); taps > 0; taps--) request(t + 30 + exponential(2500), agent(other), url)
}

function follows(reached, recipient,   t, own, mine, first) {
  own = chance(0.7) ? "android" : "ios"
  mine = agent(own)
  t = moment(reached)
  first = 1 + link_drawn()
  request(t, mine, $first)
  if (links > 1 && chance(0.28)) request(t + between(25, 400), mine, $(2 + (first - 1) % links))
  if (links > 2 && chance(0.05)) request(t + between(60, 900), mine, $(2 + first % links))
  if (chance(0.12)) request(moment(t), mine, $first)
  if (chance(0.05)) request(moment(t), agent("desktop"), $first)
  if (chance(0.08)) forwards(t + between(60, 3600), own, $first)
  if (chance(0.22)) buys(t + between(90, 1500), recipient)
}

BEGIN { FS = ","; srand(seed); read_agents() }
{ sub(/\r$/, "") }
NR == 1 { links = NF - 1; next }
{
  sent = begin + 120 + rand() * send_minutes * 60
  event(sent, $1, "sent", "")
  reached = sent + 2 + exponential(12)
  if (chance(0.036)) { event(reached, $1, "failed", ",\"error\":\"" failure() "\""); next }
  if (chance(0.011)) next
  if (chance(0.03)) reached += exponential(5000)
  event(reached, $1, "delivered", "")
  if (chance(0.02)) request(reached + 1, agent("arriving"), $2)
  if (chance(0.006)) request(reached + exponential(9000), agent("bot"), $(1 + link_drawn()))
  if (chance(clicking)) follows(reached, $1)
  else if (chance(0.004)) buys(moment(reached), $1)
}
