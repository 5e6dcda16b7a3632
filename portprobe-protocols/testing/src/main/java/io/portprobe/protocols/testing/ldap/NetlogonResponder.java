package io.portprobe.protocols.testing.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ReadOnlySearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * The responses of a domain controller to netlogon pings (MS-ADTS 6.3.3.2). The version bits of the
 * ping select the form of the response. Pings for other domains are ignored.
 */
final class NetlogonResponder extends InMemoryOperationInterceptor {
  private static final String ATTRIBUTE = "netlogon";

  /** PDC, GC, LDAP, DS, KDC, TIMESERV, CLOSEST, WRITABLE and GOOD_TIMESERV (6.3.1.2). */
  private static final int FLAGS = 0x3fd;

  private final String host;
  private final String domain;
  private final String netbiosDomain;
  private final String site;

  /**
   * Creates the responder of one domain controller.
   *
   * @param host the first label of its DNS name
   */
  NetlogonResponder(String host, String domain, String netbiosDomain, String site) {
    this.host = host;
    this.domain = domain;
    this.netbiosDomain = netbiosDomain;
    this.site = site;
  }

  /** Sends the response to a ping. The directory then adds nothing and ends the search. */
  @Override
  public void processSearchRequest(InMemoryInterceptedSearchRequest request) throws LDAPException {
    Optional<Entry> response = respond(request.getRequest());
    if (response.isPresent()) {
      request.sendSearchEntry(response.get());
    }
  }

  /** Returns the response to a search; empty if it is not a ping for this domain. */
  Optional<Entry> respond(ReadOnlySearchRequest search) {
    boolean ping =
        search.getBaseDN().isEmpty()
            && search.getScope().equals(SearchScope.BASE)
            && search.getAttributeList().stream().anyMatch(ATTRIBUTE::equalsIgnoreCase);
    return ping && isForThisDomain(search.getFilter())
        ? Optional.of(new Entry("", new Attribute(ATTRIBUTE, value(versionOf(search.getFilter())))))
        : Optional.empty();
  }

  private boolean isForThisDomain(Filter filter) {
    return clause(filter, "DnsDomain")
        .map(ASN1OctetString::stringValue)
        .map(domain::equalsIgnoreCase)
        .orElse(true);
  }

  private static int versionOf(Filter filter) {
    byte[] bytes = clause(filter, "NtVer").map(ASN1OctetString::getValue).orElse(new byte[0]);
    int version = 0;
    for (int i = Math.min(bytes.length, Integer.BYTES) - 1; i >= 0; i--) {
      version = version << 8 | (bytes[i] & 0xff);
    }
    return version;
  }

  private static Optional<ASN1OctetString> clause(Filter filter, String name) {
    List<Filter> clauses = Arrays.asList(filter.getComponents());
    return clauses.stream()
        .filter(clause -> clause.getFilterType() == Filter.FILTER_TYPE_EQUALITY)
        .filter(clause -> name.equalsIgnoreCase(clause.getAttributeName()))
        .findFirst()
        .map(Filter::getRawAssertionValue);
  }

  private byte[] value(int requested) {
    boolean extended = (requested & (NetlogonEncoder.V5EX | NetlogonEncoder.V5EX_WITH_IP)) != 0;
    int kept =
        extended
            ? NetlogonEncoder.V5EX_WITH_IP | NetlogonEncoder.WITH_CLOSEST_SITE
            : NetlogonEncoder.V5;
    int version = NetlogonEncoder.V1 | (extended ? NetlogonEncoder.V5EX : 0) | (requested & kept);
    int opcode =
        extended ? NetlogonEncoder.SAM_LOGON_RESPONSE_EX : NetlogonEncoder.SAM_LOGON_RESPONSE;
    return NetlogonEncoder.of(opcode, version)
        .domainGuid(UUID.nameUUIDFromBytes(domain.getBytes(StandardCharsets.UTF_8)))
        .forest(domain)
        .domain(domain)
        .host(host + '.' + domain)
        .netbiosDomain(netbiosDomain)
        .netbiosHost(host.toUpperCase(Locale.ROOT))
        .site(site)
        .clientSite(site)
        .flags(FLAGS)
        .encode();
  }
}
