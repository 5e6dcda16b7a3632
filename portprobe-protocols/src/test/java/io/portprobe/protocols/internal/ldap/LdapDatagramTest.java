package io.portprobe.protocols.internal.ldap;

import static io.portprobe.protocols.internal.ldap.LdapServerBytes.captured;
import static io.portprobe.protocols.internal.ldap.LdapServerBytes.disconnection;
import static io.portprobe.protocols.internal.ldap.LdapServerBytes.done;
import static io.portprobe.protocols.internal.ldap.LdapServerBytes.entry;
import static io.portprobe.protocols.internal.ldap.TestConversation.finished;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.sdk.Attribute;
import io.portprobe.Transport;
import io.portprobe.protocols.ldap.RootDse;
import io.portprobe.spi.Step;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LdapDatagramTest {
  private final TestConversation conversation = TestConversation.over(Transport.UDP);
  private final int id = conversation.id();

  @Test
  void udp_sendsSameSearchAsTcp() {
    assertThat(((Step.Send) conversation.request()).bytes())
        .isEqualTo(((Step.Send) TestConversation.over(Transport.TCP).request()).bytes());
  }

  @Test
  void udp_ignoresStartTls() {
    assertThat(
            LdapServerBytes.sent(TestConversation.withStartTls(Transport.UDP).request())
                .getProtocolOpType())
        .isEqualTo(LDAPMessage.PROTOCOL_OP_TYPE_SEARCH_REQUEST);
  }

  @Test
  void sambaDatagram_isDecoded() {
    RootDse rootDse = finished(conversation.received(captured("samba-udp.bin", id)));

    assertThat(rootDse.complete()).isTrue();
    assertThat(rootDse.dnsHostName()).hasValue("dc1.ad.portprobe.test");
    assertThat(rootDse.namingContexts()).hasSize(5);
    assertThat(rootDse.supportedCapabilities()).hasSize(5);
  }

  @Test
  void otherIdOrNoMessage_isAwaited() {
    assertThat(conversation.received(entry(id + 1, new Attribute("a", "1")), done(id + 1)))
        .isEqualTo(noMessage());
    assertThat(conversation.received(disconnection(52, "bye"))).isEqualTo(noMessage());
    assertThat(conversation.received(new byte[0])).isEqualTo(noMessage());
    assertThat(conversation.dialogue().partial()).isEmpty();

    assertThat(
            finished(conversation.received(entry(id, new Attribute("a", "1")), done(id)))
                .complete())
        .isTrue();
  }

  private Step noMessage() {
    return Step.await("the datagram has no LDAP message with id " + id);
  }

  @Test
  void unrelatedDatagram_afterEntry_doesNotEndTheSearch() {
    conversation.received(entry(id, new Attribute("a", "1")));

    assertThat(conversation.received(new byte[] {1, 2, 3})).isInstanceOf(Step.Await.class);
    assertThat(finished(conversation.received(done(id))).notes()).isEmpty();
  }

  @Test
  void searchDone_inSecondDatagram_isAccepted() {
    assertThat(conversation.received(entry(id, new Attribute("a", "1")))).isEqualTo(Step.await());
    assertThat(conversation.dialogue().partial()).isPresent();

    assertThat(finished(conversation.received(done(id))).attributeLines()).containsExactly("a: 1");
  }

  @Test
  void refusal_isFinding() {
    assertThat(finished(conversation.received(done(id, 1, "no"))).lines())
        .containsExactly("no rootDSE returned", "result: operationsError (1): no");
  }

  @Test
  void messagePart_isNotContinuedByNextDatagram() {
    byte[] answer = done(id);

    assertThat(conversation.received(Arrays.copyOf(answer, 5)))
        .isEqualTo(Step.await("the datagram ends in the middle of an LDAP message"));
    assertThat(conversation.received(Arrays.copyOfRange(answer, 5, answer.length)))
        .isInstanceOf(Step.Await.class);
  }

  @Test
  void datagrams_ofOthers_doNotCountTowardsTheLimit() {
    byte[] other = entry(id + 1, new Attribute("a", "x".repeat(60_000)));
    for (int i = 0; i < 2 * LdapFrameDecoder.MAX_BYTES / other.length; i++) {
      assertThat(conversation.received(other)).isEqualTo(noMessage());
    }

    assertThat(finished(conversation.received(done(id))).complete()).isTrue();
  }

  @Test
  void datagrams_aboveLimit_endTheSearch() {
    byte[] part = entry(id, new Attribute("a", "x".repeat(60_000)));
    Step step = conversation.request();
    int datagrams = 0;
    while (!(step instanceof Step.Finish)) {
      step = conversation.received(part);
      datagrams++;
      if (step.equals(
          Step.await("received more than the limit (expected: at most 1048576 bytes)"))) {
        break;
      }
    }

    assertThat(datagrams).isEqualTo(1 + LdapFrameDecoder.MAX_BYTES / part.length);
  }

  @Test
  void entryOfCutDatagram_isKept() {
    byte[] end = Arrays.copyOf(done(id), 5);
    RootDse rootDse = finished(conversation.received(entry(id, new Attribute("a", "1")), end));

    assertThat(rootDse.complete()).isFalse();
    assertThat(rootDse.attributeLines()).containsExactly("a: 1");
    assertThat(rootDse.notes())
        .containsExactly("the datagram ends in the middle of an LDAP message");
  }

  @Test
  void otherProtocol_isAwaitedWithExcerpt() {
    assertThat(conversation.received(new byte[] {1, 2, 3}))
        .isEqualTo(
            Step.await("received 0x010203 (expected: an LDAP message, which starts with 0x30)"));
  }
}
