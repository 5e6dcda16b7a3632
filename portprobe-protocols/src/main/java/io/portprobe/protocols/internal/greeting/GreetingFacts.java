package io.portprobe.protocols.internal.greeting;

import io.portprobe.spi.ServiceFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Products, versions and operating systems that greetings name. */
final class GreetingFacts {
  /** The beginning of a line about TLS, which counts down. */
  private static final String DAYS_LEFT = "days until a certificate expires:";

  /**
   * A product and the text that names it.
   *
   * @param literal a part of each such text, because a search for it is much faster
   * @param text the text; its group is the version
   */
  private record Product(String name, String literal, Pattern text) {
    static Product of(String name, String literal, String text) {
      return new Product(name, literal, Pattern.compile(text));
    }

    /** Returns where a text names the product; empty if it does not. */
    Optional<MatchResult> find(String in) {
      if (!in.contains(literal)) {
        return Optional.empty();
      }
      Matcher named = text.matcher(in);
      return named.find() ? Optional.of(named.toMatchResult()) : Optional.empty();
    }
  }

  private static final List<Product> PRODUCTS =
      List.of(
          Product.of("Postfix", "Postfix", "\\bPostfix\\b"),
          Product.of("Exim", "Exim ", "\\bExim (\\d[\\w.]*)"),
          Product.of("Sendmail", "Sendmail ", "\\bSendmail (\\d[\\w.]*)"),
          Product.of("OpenSMTPD", "OpenSMTPD", "\\bOpenSMTPD\\b"),
          Product.of("Haraka", "Haraka ", "\\bHaraka (?:v)?(\\d[\\w.]*)"),
          Product.of(
              "Microsoft SMTP Service",
              "Microsoft ESMTP MAIL Service",
              "\\bMicrosoft ESMTP MAIL Service(?:, Version: (\\d[\\d.]*))?"),
          Product.of("Dovecot", "Dovecot", "\\bDovecot\\b"),
          Product.of("Cyrus IMAP", "Cyrus ", "\\bCyrus (?:POP3|IMAP4?|NNTP) v?(\\d[\\w.]*)"),
          Product.of("Courier", "Courier-IMAP", "\\bCourier-IMAP\\b"),
          Product.of("Microsoft Exchange", "Microsoft Exchange", "\\bMicrosoft Exchange\\b"),
          Product.of("INN", "INN ", "\\bINN (\\d[\\w.]*)"),
          Product.of(
              "Leafnode", "eafnode NNTP ", "\\b[Ll]eafnode NNTP [Dd]aemon, version (\\d[\\w.]*)"),
          Product.of("vsftpd", "vsFTPd ", "\\bvsFTPd (\\d[\\w.]*)"),
          Product.of("ProFTPD", "ProFTPD", "\\bProFTPD(?: (\\d[\\w.]*))?"),
          Product.of("Pure-FTPd", "Pure-FTPd", "\\bPure-FTPd\\b"),
          Product.of(
              "FileZilla Server",
              "FileZilla Server",
              "\\bFileZilla Server(?: (?:version )?(\\d[\\w.]*))?"),
          Product.of(
              "Microsoft FTP Service", "Microsoft FTP Service", "\\bMicrosoft FTP Service\\b"),
          Product.of("Serv-U", "Serv-U FTP Server v", "\\bServ-U FTP Server v(\\d[\\w.]*)"),
          Product.of("pyftpdlib", "pyftpdlib ", "\\bpyftpdlib (\\d[\\w.]*)"));

  private static final Pattern SYSTEM =
      Pattern.compile("\\((Debian|Ubuntu|FreeBSD|CentOS|Fedora)\\b[^()]{0,40}\\)");

  /** A time, the timestamp of APOP, or a load, which differ between two greetings of one server. */
  private static final Pattern CHANGING =
      Pattern.compile("\\d\\d:\\d\\d:\\d\\d|<[^<>@ ]{1,200}@[^<>@ ]{1,200}>|\\bload (?:at )?\\d");

  private GreetingFacts() {}

  /** Returns what a text of a server shows about a service. */
  static ServiceFacts of(String service, String text) {
    ServiceFacts facts = ServiceFacts.of(service);
    for (Product product : PRODUCTS) {
      Optional<MatchResult> named = product.find(text);
      if (named.isPresent()) {
        String version = named.get().groupCount() > 0 ? named.get().group(1) : null;
        facts = facts.withProduct(product.name()).withVersion(version == null ? "" : version);
        break;
      }
    }
    Matcher system = SYSTEM.matcher(text);
    if (system.find()) {
      return facts.withOperatingSystem(system.group(1));
    }
    return facts.product().filter(name -> name.startsWith("Microsoft")).isPresent()
        ? facts.withOperatingSystem("Windows")
        : facts;
  }

  /**
   * Returns the facts of a finding.
   *
   * @param implementation what the server says about itself elsewhere
   */
  static ServiceFacts of(String service, List<String> greeting, Optional<String> implementation) {
    List<String> texts = new ArrayList<>();
    implementation.ifPresent(texts::add);
    texts.addAll(greeting);
    ServiceFacts facts = of(service, String.join(" ", texts));
    return greeting.stream().anyMatch(line -> CHANGING.matcher(line).find())
        ? facts.withVolatileComponents("greeting").withVolatileLines("greeting:", DAYS_LEFT)
        : facts.withVolatileLines(DAYS_LEFT);
  }
}
