package io.portprobe.protocols.internal.domain;

import io.portprobe.text.HostSyntax;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names of the DNS records of a domain (MS-ADTS 6.3.2.3), and names that peers send. */
public final class DomainNames {
  private static final Pattern SITE = Pattern.compile("[A-Za-z0-9_-]{1,63}");

  private DomainNames() {}

  /** Returns whether a site name can be a label of a record name as it is. */
  public static boolean isSite(String name) {
    return SITE.matcher(name).matches();
  }

  /** Returns the record whose targets are the controllers of the domain. */
  static String controllers(String domain) {
    return "_ldap._tcp.dc._msdcs." + domain;
  }

  /** Returns the records that every domain has, beginning with {@link #controllers}. */
  static List<String> ofDomain(String domain) {
    return List.of(
        controllers(domain),
        "_ldap._tcp.pdc._msdcs." + domain,
        "_kerberos._tcp.dc._msdcs." + domain,
        "_kerberos._tcp." + domain,
        "_kerberos._udp." + domain,
        "_kpasswd._tcp." + domain,
        "_kpasswd._udp." + domain);
  }

  /** Returns the records of a site in a domain and in the forest. */
  static List<String> ofSite(String site, String domain, String forest) {
    return List.of(
        "_ldap._tcp." + site + "._sites.dc._msdcs." + domain,
        "_kerberos._tcp." + site + "._sites.dc._msdcs." + domain,
        "_gc._tcp." + site + "._sites." + forest);
  }

  /** Returns the record whose targets are the global catalogs of the forest. */
  static String globalCatalogs(String forest) {
    return "_gc._tcp." + forest;
  }

  /** Returns a host name from a peer in lower case and without the final dot; empty if invalid. */
  static Optional<String> host(String text) {
    String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    try {
      return Optional.of(HostSyntax.normalize(name).toLowerCase(Locale.ROOT))
          .filter(host -> host.chars().allMatch(c -> c != ' ' && SafeText.isPrintableAscii(c)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns a DNS domain name from a peer in normal form; empty if it is none. */
  static Optional<String> domain(String text) {
    return host(text).filter(name -> !HostSyntax.isLiteral(name));
  }

  /** Returns the domain of a naming context, for example {@code ad.example} of DC=ad,DC=example. */
  static Optional<String> domainOfContext(String context) {
    List<String> labels = new ArrayList<>();
    for (String part : context.split(",", -1)) {
      String component = part.strip();
      if (!component.regionMatches(true, 0, "DC=", 0, 3)) {
        return Optional.empty();
      }
      labels.add(component.substring(3));
    }
    return domain(String.join(".", labels));
  }

  /** Returns the domain of a host by its name; empty for an address and a single label. */
  static Optional<String> parent(String host) {
    int dot = host.indexOf('.');
    return HostSyntax.isLiteral(host) || dot < 0
        ? Optional.empty()
        : domain(host.substring(dot + 1));
  }

  /** Returns the Kerberos realm of a domain. */
  static String realm(String domain) {
    return domain.toUpperCase(Locale.ROOT);
  }
}
