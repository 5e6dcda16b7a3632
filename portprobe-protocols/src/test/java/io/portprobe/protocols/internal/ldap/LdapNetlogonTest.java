package io.portprobe.protocols.internal.ldap;

import static io.portprobe.protocols.internal.ldap.LdapServerBytes.captured;
import static io.portprobe.protocols.internal.ldap.LdapServerBytes.disconnection;
import static io.portprobe.protocols.internal.ldap.LdapServerBytes.done;
import static io.portprobe.protocols.internal.ldap.LdapServerBytes.entry;
import static io.portprobe.protocols.internal.ldap.LdapServerBytes.extended;
import static io.portprobe.protocols.internal.ldap.LdapServerBytes.intermediate;
import static io.portprobe.protocols.internal.ldap.LdapServerBytes.join;
import static io.portprobe.protocols.internal.ldap.LdapServerBytes.reference;
import static io.portprobe.protocols.internal.ldap.LdapServerBytes.sent;
import static io.portprobe.protocols.internal.ldap.TestConversation.finished;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.SearchScope;
import io.portprobe.Transport;
import io.portprobe.protocols.ldap.Ldap;
import io.portprobe.protocols.ldap.NetlogonPing;
import io.portprobe.protocols.ldap.NtVersion;
import io.portprobe.protocols.ldap.RootDse;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LdapNetlogonTest {
  private static final String EX = "samba-netlogon-ex.bin";

  @ParameterizedTest
  @EnumSource(Transport.class)
  void ping_followsRootDseOfDomainController(Transport transport) {
    TestConversation conversation = TestConversation.withNetlogon(transport);
    LDAPMessage ping = sent(conversation.received(captured("samba-tcp.bin", conversation.id())));
    SearchRequestProtocolOp search = ping.getSearchRequestProtocolOp();

    assertThat(ping.getMessageID()).isEqualTo(conversation.id() + 1);
    assertThat(search.getBaseDN()).isEmpty();
    assertThat(search.getScope()).isEqualTo(SearchScope.BASE);
    assertThat(search.getFilter().toString()).isEqualTo("(&(NtVer=\\16\\00\\00\\00))");
    assertThat(search.getAttributes()).containsExactly("Netlogon");

    RootDse rootDse = finished(conversation.received(captured(EX, conversation.id() + 1)));
    assertThat(rootDse.netlogon())
        .hasValueSatisfying(netlogon -> assertThat(netlogon.clientSite()).hasValue("Testbed-Site"));
    assertThat(rootDse.complete()).isTrue();
    assertThat(rootDse.attributes()).hasSize(22);
    assertThat(rootDse.notes()).isEmpty();
    assertThat(rootDse.lines()).contains("netlogon client site: Testbed-Site");
  }

  @Test
  void ping_followsOptions() {
    TestDialogueContext context =
        TestDialogueContext.of(Transport.UDP, 389)
            .with(Ldap.NETLOGON, NetlogonPing.ALWAYS)
            .with(Ldap.NETLOGON_DOMAIN, "corp.example)(x=*")
            .with(Ldap.NETLOGON_HOST, "ME")
            .with(Ldap.NETLOGON_VERSION, Set.of(NtVersion.V1, NtVersion.GC));
    Dialogue dialogue = new LdapProtocol().open(context);
    int id = LdapServerBytes.idOf(dialogue.start());
    LDAPMessage ping = sent(dialogue.received(ByteBuffer.wrap(done(id))));

    assertThat(ping.getSearchRequestProtocolOp().getFilter().toString())
        .isEqualTo("(&(DnsDomain=corp.example\\29\\28x=\\2a)(Host=ME)(NtVer=\\01\\00\\00\\80))");
  }

  @Test
  void ping_otherDirectoryOrDisabled_isNotSent() {
    TestConversation openLdap = TestConversation.withNetlogon(Transport.TCP);
    assertThat(finished(openLdap.received(captured("openldap-tcp.bin", openLdap.id()))).netlogon())
        .isEmpty();

    TestConversation unwanted = TestConversation.over(Transport.TCP);
    assertThat(finished(unwanted.received(captured("samba-tcp.bin", unwanted.id()))).notes())
        .isEmpty();
  }

  @Test
  void ping_always_isSentToHiddenRootDse() {
    TestConversation conversation = TestConversation.withNetlogonAlways(Transport.UDP);
    assertThat(conversation.received(done(conversation.id(), 1, "no")))
        .isInstanceOf(Step.Send.class);

    RootDse rootDse = finished(conversation.received(captured(EX, conversation.id() + 1)));
    assertThat(rootDse.attributes()).isEmpty();
    assertThat(rootDse.netlogon()).isPresent();
    assertThat(rootDse.result().orElseThrow().code()).isEqualTo(1);
  }

  @Test
  void response_splitInTwo_isTheSame() {
    byte[] answer = captured(EX, TestConversation.over(Transport.TCP).id() + 1);
    RootDse whole = finished(pinging(Transport.TCP).received(answer));
    for (int split = 1; split < answer.length; split++) {
      TestConversation conversation = pinging(Transport.TCP);
      assertThat(conversation.received(Arrays.copyOf(answer, split))).isEqualTo(Step.await());
      assertThat(finished(conversation.received(Arrays.copyOfRange(answer, split, answer.length))))
          .isEqualTo(whole);
    }
  }

  @Test
  void lateResponses_overUdp_areIgnored() {
    TestConversation conversation = pinging(Transport.UDP);
    assertThat(conversation.received(captured("samba-udp.bin", conversation.id())))
        .isInstanceOf(Step.Await.class);

    RootDse rootDse = finished(conversation.received(captured(EX, conversation.id() + 1)));
    assertThat(rootDse.notes()).isEmpty();
    assertThat(rootDse.netlogon()).isPresent();
  }

  @Test
  void referencesAndIntermediateResponses_areIgnored() {
    TestConversation conversation = pinging(Transport.TCP);
    int id = conversation.id() + 1;

    assertThat(
            finished(
                    conversation.received(
                        reference(id, "ldap://a/"), intermediate(id), captured(EX, id)))
                .netlogon())
        .isPresent();
  }

  @Test
  void emptyResponse_isNotedWithResult() {
    TestConversation conversation = pinging(Transport.UDP);
    RootDse rootDse = finished(conversation.received(done(conversation.id() + 1, 53, "not here")));

    assertThat(rootDse.complete()).isTrue();
    assertThat(rootDse.result().orElseThrow().succeeded()).isTrue();
    assertThat(rootDse.notes())
        .containsExactly(
            "the server returned nothing for the netlogon ping:"
                + " unwillingToPerform (53): not here");
  }

  @Test
  void malformedResponse_isNotedAndRootDseKept() {
    TestConversation conversation = pinging(Transport.UDP);
    int id = conversation.id() + 1;
    RootDse rootDse =
        finished(
            conversation.received(entry(id, new Attribute("NETLOGON", new byte[3])), done(id)));

    assertThat(rootDse.netlogon()).isEmpty();
    assertThat(rootDse.attributes()).hasSize(22);
    assertThat(rootDse.notes())
        .containsExactly(
            "the response to the netlogon ping does not decode:"
                + " operation code 0 (expected: 12, 19-21 or 23-25)");
  }

  @Test
  void failureInsteadOfResponse_keepsRootDse() {
    assertThat(interruptedBy(new byte[0]))
        .containsExactly(
            "the server closed the connection before the end of its response",
            "no response to the netlogon ping");
    assertThat(interruptedBy(disconnection(52, "bye")))
        .containsExactly(
            "the server ended the session with a notice of disconnection",
            "no response to the netlogon ping");
    int id = TestConversation.over(Transport.TCP).id() + 1;
    assertThat(interruptedBy(extended(id, 2, "what?", "1.2")))
        .containsExactly(
            "received an extended response, protocolError (2): what?"
                + " (expected: the response to the netlogon ping)",
            "no response to the netlogon ping");
    assertThat(interruptedBy(new byte[] {1}))
        .containsExactly(
            "received 0x01 (expected: an LDAP message, which starts with 0x30)",
            "no response to the netlogon ping");
  }

  private static List<String> interruptedBy(byte[] last) {
    TestConversation conversation = pinging(Transport.TCP);
    Step step = last.length == 0 ? conversation.dialogue().closed() : conversation.received(last);
    RootDse rootDse = finished(step);
    assertThat(rootDse.complete()).isTrue();
    assertThat(rootDse.attributes()).hasSize(22);
    // The same in one piece with the previous response.
    TestConversation joined = TestConversation.withNetlogon(Transport.TCP);
    Step second = joined.received(join(captured("samba-tcp.bin", joined.id()), last));
    if (second instanceof Step.Send) {
      second = joined.dialogue().closed();
    }
    assertThat(finished(second)).isEqualTo(rootDse);
    return rootDse.notes();
  }

  @Test
  void deadline_keepsCompleteRootDse() {
    RootDse partial = (RootDse) pinging(Transport.UDP).dialogue().partial().orElseThrow();

    assertThat(partial.complete()).isTrue();
    assertThat(partial.notes()).containsExactly("no response to the netlogon ping");
  }

  @Test
  void options_invalidName_throws() {
    assertBad(
        Ldap.NETLOGON_DOMAIN,
        "x".repeat(256),
        "ldap.netlogonDomain: '%s...' (256 characters) (expected: at most 255 characters, no control"
                .formatted("x".repeat(64))
            + " characters)");
    assertBad(
        Ldap.NETLOGON_HOST,
        "a\u0007b",
        "ldap.netlogonHost: 'a\\u0007b' (expected: at most 255 characters, no control characters)");
  }

  private static void assertBad(ProtocolOption<String> option, String value, String message) {
    TestDialogueContext context = TestDialogueContext.of(Transport.TCP, 389);

    assertThatThrownBy(() -> context.with(option, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  /** Returns a dialogue with Samba that has sent the ping. */
  private static TestConversation pinging(Transport transport) {
    TestConversation conversation = TestConversation.withNetlogon(transport);
    assertThat(conversation.received(captured("samba-tcp.bin", conversation.id())))
        .isInstanceOf(Step.Send.class);
    return conversation;
  }
}
