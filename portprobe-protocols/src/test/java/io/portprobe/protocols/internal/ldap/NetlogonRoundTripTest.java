package io.portprobe.protocols.internal.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.asn1.ASN1Element;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ProtocolOp;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchResultDoneProtocolOp;
import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Filter;
import io.portprobe.Transport;
import io.portprobe.protocols.ldap.DomainControllerFlag;
import io.portprobe.protocols.ldap.Ldap;
import io.portprobe.protocols.ldap.Netlogon;
import io.portprobe.protocols.ldap.NetlogonOpcode;
import io.portprobe.protocols.ldap.NetlogonPing;
import io.portprobe.protocols.ldap.NtVersion;
import io.portprobe.protocols.ldap.RootDse;
import io.portprobe.protocols.testing.ldap.NetlogonEncoder;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

class NetlogonRoundTripTest {
  @Property
  @Tag("slow")
  void response_roundTrip(@ForAll("answers") Netlogon answer) throws Exception {
    Dialogue dialogue = open(Ping.PLAIN);
    Step ping = rootDseDone(dialogue);
    int id = message(ping).getMessageID();
    byte[] entry =
        bytes(
            id,
            new SearchResultEntryProtocolOp(
                "", List.of(new Attribute("netlogon", encode(answer)))));
    Step last = dialogue.received(ByteBuffer.wrap(join(entry, done(id))));

    RootDse rootDse = (RootDse) ((Step.Finish) last).finding();
    assertThat(rootDse.notes()).isEmpty();
    assertThat(rootDse.netlogon()).hasValue(answer);
  }

  private static byte[] encode(Netlogon response) {
    NetlogonEncoder encoder =
        NetlogonEncoder.of(response.opcode().code(), response.ntVersion())
            .flags(
                response.flags().stream()
                    .mapToInt(DomainControllerFlag::bit)
                    .reduce(response.unnamedFlags(), (a, b) -> a | b));
    response.domainGuid().ifPresent(encoder::domainGuid);
    response.forest().ifPresent(encoder::forest);
    response.domain().ifPresent(encoder::domain);
    response.host().ifPresent(encoder::host);
    response.netbiosDomain().ifPresent(encoder::netbiosDomain);
    response.netbiosHost().ifPresent(encoder::netbiosHost);
    response.user().ifPresent(encoder::user);
    response.site().ifPresent(encoder::site);
    response.clientSite().ifPresent(encoder::clientSite);
    response.nextClosestSite().ifPresent(encoder::nextClosestSite);
    response.address().ifPresent(encoder::address);
    return encoder.encode();
  }

  @Property
  void request_roundTrip(
      @ForAll("names") String domain, @ForAll("names") String host, @ForAll Set<NtVersion> versions)
      throws Exception {
    Ping ping = new Ping(domain, host, versions);
    SearchRequestProtocolOp search = message(rootDseDone(open(ping))).getSearchRequestProtocolOp();

    assertThat(clause(search, "DnsDomain").map(Filter::getAssertionValue))
        .isEqualTo(Optional.of(domain).filter(d -> !d.isEmpty()));
    assertThat(clause(search, "Host").map(Filter::getAssertionValue))
        .isEqualTo(Optional.of(host).filter(h -> !h.isEmpty()));
    int bits = versions.stream().mapToInt(NtVersion::bit).reduce(0, (a, b) -> a | b);
    assertThat(clause(search, "NtVer").map(Filter::getAssertionValueBytes))
        .hasValue(
            new byte[] {(byte) bits, (byte) (bits >> 8), (byte) (bits >> 16), (byte) (bits >> 24)});
  }

  @Provide
  Arbitrary<String> names() {
    // The LDAP SDK uses UTF-8, which cannot encode unpaired surrogates.
    return Arbitraries.strings()
        .withCharRange(Character.MIN_VALUE, (char) (Character.MIN_SURROGATE - 1))
        .withCharRange((char) (Character.MAX_SURROGATE + 1), Character.MAX_VALUE)
        .ofMaxLength(255)
        .filter(name -> name.codePoints().noneMatch(Character::isISOControl));
  }

  @Provide
  Arbitrary<Netlogon> answers() {
    Arbitrary<NetlogonOpcode> opcodes = Arbitraries.of(NetlogonOpcode.class);
    Arbitrary<Set<NtVersion>> versions = Arbitraries.of(NtVersion.class).set();
    Arbitrary<List<Optional<String>>> dns = dnsName().optional().list().ofSize(3);
    Arbitrary<List<Optional<String>>> labels = label().optional().list().ofSize(6);
    Arbitrary<Optional<UUID>> guids =
        Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
            .as(UUID::new)
            .filter(guid -> !guid.equals(new UUID(0, 0)))
            .optional();
    Arbitrary<String> addresses =
        Arbitraries.integers().between(0, 255).list().ofSize(4).map(NetlogonRoundTripTest::dotted);
    Arbitrary<Set<DomainControllerFlag>> flags = Arbitraries.of(DomainControllerFlag.class).set();
    return Combinators.combine(opcodes, versions, dns, labels, guids, addresses, flags)
        .as(NetlogonRoundTripTest::answer);
  }

  /** Returns a response without the fields that its form lacks. */
  private static Netlogon answer(
      NetlogonOpcode opcode,
      Set<NtVersion> versions,
      List<Optional<String>> dns,
      List<Optional<String>> labels,
      Optional<UUID> guid,
      String address,
      Set<DomainControllerFlag> flags) {
    boolean primary = opcode == NetlogonOpcode.LOGON_PRIMARY_RESPONSE;
    boolean extended = opcode.code() >= NetlogonOpcode.LOGON_SAM_LOGON_RESPONSE_EX.code();
    boolean second = !primary && !extended && versions.contains(NtVersion.V5);
    boolean rich = extended || second;
    boolean addressed = second || (extended && versions.contains(NtVersion.V5EX_WITH_IP));
    boolean next = extended && versions.contains(NtVersion.WITH_CLOSEST_SITE);
    return new DefaultNetlogon(
        opcode,
        versions.stream().mapToInt(NtVersion::bit).reduce(0, (a, b) -> a | b),
        guid.filter(g -> rich),
        dns.get(0).filter(n -> rich),
        dns.get(1).filter(n -> rich),
        dns.get(2).filter(n -> rich),
        labels.get(0),
        labels.get(1),
        labels.get(2).filter(n -> !primary),
        labels.get(3).filter(n -> extended),
        labels.get(4).filter(n -> extended),
        labels.get(5).filter(n -> next),
        Optional.of(address).filter(a -> addressed),
        rich ? flags : Set.of(),
        0,
        0xffff,
        0xffff);
  }

  private static Arbitrary<String> dnsName() {
    return label().list().ofMinSize(1).ofMaxSize(5).map(labels -> String.join(".", labels));
  }

  private static Arbitrary<String> label() {
    // ASCII, since the primary form also contains the name in ASCII.
    return Arbitraries.strings().withCharRange('a', 'z').numeric().ofMinLength(1).ofMaxLength(63);
  }

  private static String dotted(List<Integer> bytes) {
    return String.join(".", bytes.stream().map(String::valueOf).toList());
  }

  private record Ping(String domain, String host, Set<NtVersion> versions) {
    static final Ping PLAIN = new Ping("", "", Set.of());
  }

  private static Dialogue open(Ping ping) {
    return new LdapProtocol()
        .open(
            TestDialogueContext.of(Transport.UDP, 389)
                .with(Ldap.NETLOGON, NetlogonPing.ALWAYS)
                .with(Ldap.NETLOGON_DOMAIN, ping.domain())
                .with(Ldap.NETLOGON_HOST, ping.host())
                .with(Ldap.NETLOGON_VERSION, ping.versions()));
  }

  /** Ends the search of the rootDSE, so that the ping follows. */
  private static Step rootDseDone(Dialogue dialogue) throws Exception {
    int id = message(dialogue.start()).getMessageID();
    return dialogue.received(ByteBuffer.wrap(done(id)));
  }

  private static Optional<Filter> clause(SearchRequestProtocolOp search, String name) {
    return Arrays.stream(search.getFilter().getComponents())
        .filter(clause -> clause.getAttributeName().equals(name))
        .findFirst();
  }

  private static LDAPMessage message(Step step) throws Exception {
    ByteBuffer sent = ((Step.Send) step).bytes();
    byte[] bytes = new byte[sent.remaining()];
    sent.get(bytes);
    return LDAPMessage.decode(ASN1Element.decode(bytes));
  }

  private static byte[] done(int id) {
    return bytes(id, new SearchResultDoneProtocolOp(0, null, null, null));
  }

  private static byte[] bytes(int id, ProtocolOp operation) {
    return new LDAPMessage(id, operation).encode().encode();
  }

  private static byte[] join(byte[] first, byte[] second) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(first);
    all.writeBytes(second);
    return all.toByteArray();
  }
}
