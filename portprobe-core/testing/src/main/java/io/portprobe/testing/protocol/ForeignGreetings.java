package io.portprobe.testing.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What servers of forty protocols send to a client first, or in response to a request of another
 * protocol. As captured from real servers, with shortened texts.
 */
final class ForeignGreetings {
  private static final Map<String, byte[]> ALL = new LinkedHashMap<>();

  static {
    text("ssh", "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n");
    text("ftp", "220 (vsFTPd 3.0.3)\r\n");
    text("smtp", "220 mail.example ESMTP Postfix (Debian)\r\n");
    text("smtp-error", "500 5.5.2 Error: bad syntax\r\n");
    text("pop3", "+OK Dovecot (Debian) ready.\r\n");
    text("pop3-error", "-ERR Unknown command.\r\n");
    text("imap", "* OK [CAPABILITY IMAP4rev1 SASL-IR STARTTLS AUTH=PLAIN] Dovecot ready.\r\n");
    text("nntp", "200 news.example InterNetNews NNRP server INN 2.7.1 ready\r\n");
    text(
        "managesieve",
        "\"IMPLEMENTATION\" \"Dovecot Pigeonhole\"\r\n\"SIEVE\" \"fileinto\"\r\nOK\r\n");
    text("http", "HTTP/1.1 400 Bad Request\r\nServer: nginx/1.22.1\r\nConnection: close\r\n\r\n");
    text("http09", "<html><head><title>400 Bad Request</title></head></html>\r\n");
    text("rtsp", "RTSP/1.0 400 Bad Request\r\nCSeq: 0\r\n\r\n");
    text("sip", "SIP/2.0 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    text("irc", ":irc.example NOTICE * :*** Looking up your hostname...\r\n");
    text("redis", "-ERR unknown command 'x', with args beginning with: \r\n");
    text("memcached", "ERROR\r\n");
    text("rsync", "@RSYNCD: 31.0 sha512 sha256 sha1 md5 md4\n");
    text("vnc", "RFB 003.008\n");
    text("svn", "( success ( 2 2 ( ) ( edit-pipeline svndiff1 ) ) ) ");
    text("git", "0015ERR invalid request");
    text("daytime", "Fri, 27 Nov 2026 20:15:00 GMT\r\n");
    text(
        "chargen",
        " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefg\r\n");
    text("finger", "Login: root           \t\t\tName: root\r\n");
    text("ident", "0, 0 : ERROR : INVALID-PORT\r\n");
    text("gearman", "ERR UNKNOWN_COMMAND Unknown+server+command\n");
    text("zookeeper", "This ZooKeeper instance is not currently serving requests\n");
    text("jdwp", "JDWP-Handshake");
    text("mc-nmf", "\bIhttp://schemas.microsoft.com/ws/2006/05/framing/faults/UnsupportedVersion");
    hex("telnet", "fffd18fffd20fffd23fffd27");
    hex("tls-alert", "15030100020246");
    hex("tls-alert-12", "15030300020228");
    hex("mysql", "4a0000000a382e302e333600080000000102030405060708");
    text(
        "mariadb-denied",
        "E\0\0\0\377j\4Host 'client' is not allowed to connect to this MariaDB server");
    hex("postgresql", "450000006e53464154414c00433038503031004d756e737570706f7274656400");
    hex("ldap", "3024020100782004010204000400 8a16312e332e362e312e342e312e313436362e3230303336");
    hex("smb2", "000000a4fe534d4240000000000000000000010001000000000000000000000000000000");
    hex("smb1", "00000023ff534d4272000000008801c8000000000000000000000000ffff000000000000");
    hex("netbios-session", "8300000182");
    hex("msrpc", "05000d03100000001800000001000000040004000500000000");
    hex("rdp", "030000130ed000001234000200080002000000");
    hex("amqp", "414d5150000009 01".replace(" ", ""));
    hex("mqtt", "20020001");
    hex("mongodb", "240000000100000001000000010000000800000000000000000000000000000000000000");
    hex("x11", "00160b0000000600417574686f72697a6174696f6e20726571756972656400");
    hex("http2", "00001204000000000000030000008000040001000000050000ffffff");
    hex("dns", "0000810100010000000000000000020001");
    hex(
        "snmp",
        "302902010104067075626c6963a21c020400000001020100020100300e300c06082b060102010101000400");
    hex(
        "ntp",
        "240200e70000000000000010474e5353e8000000000000000000000000000000e8000000000000"
            + " 00e800000000000000");
    hex("rpc-over-tcp", "800000181234567800000001000000010000000000000002 00000002");
    hex(
        "kerberos",
        "7e3b3039a003020105a10302011ea411180f32303236313132373230313530305aa505020300ffff");
    hex("socks5", "0500");
    hex("ntlm", "4e544c4d5353500002000000000000003800000005828a62");
  }

  private ForeignGreetings() {}

  /** Returns the greetings by name. */
  static Map<String, byte[]> all() {
    return Collections.unmodifiableMap(ALL);
  }

  private static void text(String name, String text) {
    ALL.put(name, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void hex(String name, String hex) {
    ALL.put(name, HexFormat.of().parseHex(hex.replace(" ", "")));
  }
}
