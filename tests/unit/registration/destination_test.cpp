#include "attribution/registration/destination.hpp"

#include <string>

#include <boost/test/unit_test.hpp>

namespace waypost {
namespace {

const destination_check check("https://go.shop.example:8443/base");

struct refused_url {
  std::string url;
  std::string_view why;  // a part of the reason
};

// Refused as a destination's host, whatever stands around it.
void expect_refused(const std::string& host, std::string_view why) {
  for (const std::string& url : {"http://" + host + "/", "https://" + host + ":8080/a?b"}) {
    const auto refusal = check.refusal(url);
    BOOST_TEST_REQUIRE(refusal.has_value(), url);
    BOOST_TEST(refusal->find(why) != std::string::npos, url << ": " << *refusal);
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_public_destination_is_fine) {
  for (const std::string& url : {
           std::string("https://shop.example/reviews"),
           std::string("http://shop.example"),
           std::string("HTTPS://Shop.Example:443/a?b=c&d=%20e#f"),
           std::string("https://shop.example./"),
           std::string("https://shop.example:65535/"),
           std::string("https://shop.example:1/"),
           std::string("https://a-b.shop.example/p;x=1,2/!$&'()*+"),
           std::string("https://xn--bcher-kva.example/"),
           std::string("https://xn--11b4c3d.xn--i1b6b1a6a2e/"),
           std::string("https://8.8.8.8/"),
           std::string("https://172.15.255.255/"),
           std::string("https://172.32.0.0/"),
           std::string("https://100.63.255.255/"),
           std::string("https://100.128.0.0/"),
           std::string("https://[2606:4700::1111]:8443/"),
           std::string("https://[64:ff9b::8.8.8.8]/"),
           std::string("https://shop.go.shop.example/"),
           std::string("https://1.2.3.4.example/"),
           std::string("https://0x7f.example/"),
           std::string("https://localhost.example/"),
           std::string("https://mylocalhost.example/"),
           std::string("https://shop.example/?u=http://127.0.0.1/"),
           "https://shop.example/" + std::string(longest_destination - 21, 'a'),
       })
    BOOST_TEST(!check.refusal(url), url << ": " << check.refusal(url).value_or(""));
}

BOOST_AUTO_TEST_CASE(what_is_no_absolute_http_url_is_refused) {
  for (const auto& [url, why] : {
           refused_url{"", "empty"},
           refused_url{"https://shop.example/" + std::string(longest_destination - 20, 'a'), "2048"},
           refused_url{"https://shop.example/a b", "visible ASCII"},
           refused_url{"https://shop.example/\r\nSet-Cookie: a=b", "visible ASCII"},
           refused_url{"https://shop.example/\n", "visible ASCII"},
           refused_url{"https://shop.example/\t", "visible ASCII"},
           refused_url{std::string("https://shop.example/\0", 22), "visible ASCII"},
           refused_url{"https://shop.example/\x7f", "visible ASCII"},
           refused_url{"https://b\xc3\xbc"
                       "cher.example/",
                       "visible ASCII"},
           refused_url{"shop.example/reviews", "absolute"},
           refused_url{"//shop.example/reviews", "absolute"},
           refused_url{"/reviews", "absolute"},
           refused_url{"https://shop.example/%zz", "absolute"},
           refused_url{"https://shop.example\\@evil.example/", "absolute"},
           refused_url{"https://shop.example/<script>", "absolute"},
           refused_url{"javascript:alert(1)", "scheme"},
           refused_url{"data:text/html,x", "scheme"},
           refused_url{"ftp://shop.example/", "scheme"},
           refused_url{"file:///etc/passwd", "scheme"},
           refused_url{"intent://shop.example/", "scheme"},
           refused_url{"https:shop.example", "host"},
           refused_url{"https:///reviews", "host"},
           refused_url{"https://", "host"},
           refused_url{"https://:443/", "host"},
           refused_url{"https://user@shop.example/", "user name"},
           refused_url{"https://user:password@shop.example/", "user name"},
           refused_url{"https://@shop.example/", "user name"},
           refused_url{"https://shop.example@evil.example/", "user name"},
           refused_url{"https://shop.example:0/", "port"},
           refused_url{"https://shop.example:65536/", "port"},
           refused_url{"https://shop.example:99999/", "port"},
           refused_url{"https://shop.example:99999999999999999999/", "port"},
           refused_url{"https://shop.example:/", "port"},
           refused_url{"https://8.8.8.8x.example:99999/", "port"},
           refused_url{"https://8.8.8.8x@evil.example/", "user name"},
           refused_url{"https://shop.example:80:90/", ""},
           refused_url{"https://8.8.8.8:80:90/", ""},
       }) {
    const auto refusal = check.refusal(url);
    BOOST_TEST_REQUIRE(refusal.has_value(), url);
    BOOST_TEST(refusal->find(why) != std::string::npos, url << ": " << *refusal);
  }
}

BOOST_AUTO_TEST_CASE(an_ipv4_address_that_is_not_public_is_refused_in_every_spelling) {
  for (const auto& [host, why] : {
           refused_url{"127.0.0.1", "loopback"},
           refused_url{"127.0.0.1.", "loopback"},
           refused_url{"127.1", "loopback"},
           refused_url{"127.0.1", "loopback"},
           refused_url{"0x7f.1", "loopback"},
           refused_url{"0X7F.0x0.0x0.0x1", "loopback"},
           refused_url{"0x7f000001", "loopback"},
           refused_url{"2130706433", "loopback"},
           refused_url{"0177.0.0.1", "loopback"},
           refused_url{"017700000001", "loopback"},
           refused_url{"127.255.255.255", "loopback"},
           refused_url{"0", "unspecified"},
           refused_url{"0.0.0.0", "unspecified"},
           refused_url{"0x.0x.0x.0x", "unspecified"},
           refused_url{"10.1.2.3", "private"},
           refused_url{"012.1.2.3", "private"},
           refused_url{"10.66051", "private"},
           refused_url{"167772161", "private"},
           refused_url{"172.16.0.1", "private"},
           refused_url{"172.31.255.255", "private"},
           refused_url{"192.168.1.1", "private"},
           refused_url{"192.168.257", "private"},
           refused_url{"0xc0a80101", "private"},
           refused_url{"100.64.0.1", "shared"},
           refused_url{"100.127.255.255", "shared"},
           refused_url{"169.254.1.1", "link-local"},
           refused_url{"169.254.169.254", "metadata"},
           refused_url{"2852039166", "metadata"},
           refused_url{"0xa9fea9fe", "metadata"},
           refused_url{"100.100.100.200", "metadata"},
           refused_url{"168.63.129.16", "metadata"},
           refused_url{"224.0.0.1", "multicast"},
           refused_url{"239.255.255.250", "multicast"},
           refused_url{"255.255.255.255", "reserved"},
           refused_url{"240.0.0.1", "reserved"},
           refused_url{"192.0.2.1", "documentation"},
           refused_url{"198.18.0.1", "benchmarking"},
       })
    expect_refused(host, why);
}

BOOST_AUTO_TEST_CASE(an_ipv6_address_that_is_not_public_is_refused_in_every_spelling) {
  for (const auto& [host, why] : {
           refused_url{"[::]", "unspecified"},
           refused_url{"[::1]", "loopback"},
           refused_url{"[0:0:0:0:0:0:0:1]", "loopback"},
           refused_url{"[::ffff:127.0.0.1]", "loopback"},
           refused_url{"[::ffff:7f00:1]", "loopback"},
           refused_url{"[::FFFF:10.0.0.1]", "private"},
           refused_url{"[::ffff:169.254.169.254]", "metadata"},
           refused_url{"[::127.0.0.1]", "loopback"},
           refused_url{"[::ffff:0:192.168.0.1]", "private"},
           refused_url{"[64:ff9b::10.0.0.1]", "private"},
           refused_url{"[64:ff9b::a9fe:a9fe]", "metadata"},
           refused_url{"[64:ff9b:1::1]", "private"},
           refused_url{"[2002:7f00:1::]", "loopback"},
           refused_url{"[2002:c0a8:101::1]", "private"},
           refused_url{"[2001::1]", "reserved"},
           refused_url{"[2001:db8::1]", "documentation"},
           refused_url{"[fc00::1]", "private"},
           refused_url{"[fdff::1]", "private"},
           refused_url{"[fd00:ec2::254]", "metadata"},
           refused_url{"[fe80::1]", "link-local"},
           refused_url{"[febf::1]", "link-local"},
           refused_url{"[fec0::1]", "private"},
           refused_url{"[ff02::1]", "multicast"},
           refused_url{"[fe80::1%25eth0]", ""},
           refused_url{"[v1.a]", ""},
       })
    expect_refused(host, why);
}

BOOST_AUTO_TEST_CASE(a_number_that_is_no_plain_ipv4_address_is_refused) {
  for (const auto& [host, why] : {
           refused_url{"256.1.1.1", "no IPv4"},
           refused_url{"1.2.3.4.5", "no IPv4"},
           refused_url{"shop.1", "no IPv4"},
           refused_url{"08.8.8.8", "no IPv4"},
           refused_url{"4294967296", "no IPv4"},
           refused_url{"0x100000000", "no IPv4"},
           refused_url{"99999999999999999999", "no IPv4"},
           refused_url{"8.8.2056", "four decimal"},
           refused_url{"0x08080808", "four decimal"},
           refused_url{"134744072", "four decimal"},
           refused_url{"8.8.8.010", "four decimal"},
       })
    expect_refused(host, why);
}

BOOST_AUTO_TEST_CASE(a_name_that_is_no_public_host_is_refused) {
  for (const auto& [host, why] : {
           refused_url{"localhost", "local machine"},
           refused_url{"LOCALHOST", "local machine"},
           refused_url{"localhost.", "local machine"},
           refused_url{"shop.localhost", "local machine"},
           refused_url{"printer.local", "local machine"},
           refused_url{"metadata.google.internal", "local machine"},
           refused_url{"router.home.arpa", "local machine"},
           refused_url{"intranet", "private network"},
           refused_url{"go.shop.example", "own domain"},
           refused_url{"GO.Shop.Example.", "own domain"},
           refused_url{"shop..example", "empty label"},
           refused_url{".shop.example", "empty label"},
           refused_url{"shop.example..", "empty label"},
           refused_url{".", "empty label"},
           refused_url{"-shop.example", "hyphen"},
           refused_url{"shop-.example", "hyphen"},
           refused_url{"shop_1.example", "letters"},
           refused_url{"sh%6fp.example", "letters"},
           refused_url{"%31%32%37.0.0.1", ""},
           refused_url{"shop$.example", "letters"},
           refused_url{std::string(64, 'a') + ".example", "63"},
           refused_url{std::string(63, 'a') + '.' + std::string(63, 'b') + '.' + std::string(63, 'c') + '.' +
                           std::string(63, 'd'),
                       "253"},
           refused_url{"xn--a.example", "xn--a"},
           refused_url{"xn--.example", "hyphen"},
           refused_url{"xn--shop-.example", ""},
           refused_url{"xn--99999999.example", "xn--99999999"},
           refused_url{"8.8.8.8.localhost", "local machine"},
           refused_url{"8.8.8.8x.localhost", "local machine"},
           refused_url{"[2606:4700::1111].localhost", "IPv6"},
           refused_url{"[2606:4700::1111]x", "IPv6"},
       }) {
    const auto url = "https://" + host + "/";
    const auto refusal = check.refusal(url);
    BOOST_TEST_REQUIRE(refusal.has_value(), url);
    BOOST_TEST(refusal->find(why) != std::string::npos, url << ": " << *refusal);
  }
}

BOOST_AUTO_TEST_CASE(a_name_that_leads_nobody_anywhere_is_refused) {
  for (const auto& [url, why] : {
           refused_url{"https://abcdef.onion/", "Tor"},
           refused_url{"https://www.abcdef.ONION./", "Tor"},
           refused_url{"https://shop.test/", "never"},
           refused_url{"https://shop.invalid:8443/", "never"},
       })
    BOOST_TEST(check.refusal(url).value_or("fine").find(why) != std::string::npos,
               url << ": " << check.refusal(url).value_or("fine"));
  for (const auto* url :
       {"https://onion.example/", "https://contest.example/", "https://my-onion.shop.example/"})
    BOOST_TEST(!check.refusal(url), url);
}

}  // namespace waypost
