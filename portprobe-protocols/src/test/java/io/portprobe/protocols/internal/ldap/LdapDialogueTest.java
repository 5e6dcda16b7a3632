package io.portprobe.protocols.internal.ldap;

import static io.portprobe.protocols.internal.ldap.LdapServerBytes.captured;
import static io.portprobe.protocols.internal.ldap.LdapServerBytes.disconnection;
import static io.portprobe.protocols.internal.ldap.LdapServerBytes.done;
import static io.portprobe.protocols.internal.ldap.LdapServerBytes.entry;
import static io.portprobe.protocols.internal.ldap.LdapServerBytes.extended;
import static io.portprobe.protocols.internal.ldap.LdapServerBytes.idOf;
import static io.portprobe.protocols.internal.ldap.LdapServerBytes.intermediate;
import static io.portprobe.protocols.internal.ldap.LdapServerBytes.reference;
import static io.portprobe.protocols.internal.ldap.LdapServerBytes.sent;
import static io.portprobe.protocols.internal.ldap.TestConversation.finished;
import static io.portprobe.protocols.internal.ldap.TestConversation.mismatch;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.SearchScope;
import io.portprobe.Transport;
import io.portprobe.protocols.ldap.LdapAttribute;
import io.portprobe.protocols.ldap.LdapResult;
import io.portprobe.protocols.ldap.RootDse;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LdapDialogueTest {
  private TestConversation conversation = TestConversation.over(Transport.TCP);
  private final int id = conversation.id();

  @Test
  void protocol_isFoundByServiceLoaderWithBindings() {
    assertThat(ServiceLoader.load(Protocol.class))
        .filteredOn(LdapProtocol.class::isInstance)
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.name()).isEqualTo("ldap");
              assertThat(found.bindings())
                  .containsExactlyInAnyOrder(
                      Binding.tcp(389),
                      Binding.tcp(3268),
                      Binding.tls(636),
                      Binding.tls(3269),
                      Binding.udp(389));
            });
  }

  @Test
  void search_requestsAllAttributesOfRootDse() {
    SearchRequestProtocolOp search = sent(conversation.request()).getSearchRequestProtocolOp();

    assertThat(search.getBaseDN()).isEmpty();
    assertThat(search.getScope()).isEqualTo(SearchScope.BASE);
    assertThat(search.getFilter().toString()).isEqualTo("(objectClass=*)");
    assertThat(search.getAttributes()).containsExactly("*", "+");
    assertThat(search.typesOnly()).isFalse();
    assertThat(sent(conversation.request()).getControls()).isEmpty();
    assertThat(((Step.Send) conversation.request()).then()).isEqualTo(Step.await());
  }

  @Test
  void base_isTheEntryThatIsRead() {
    conversation = TestConversation.withBase("dc=a,dc=b");
    SearchRequestProtocolOp search = sent(conversation.request()).getSearchRequestProtocolOp();

    RootDse entry =
        finished(
            received(
                LdapServerBytes.message(
                    conversation.id(),
                    new SearchResultEntryProtocolOp(
                        "dc=a,dc=b", List.of(new Attribute("dc", "a")))),
                done(conversation.id())));

    assertThat(search.getBaseDN()).isEqualTo("dc=a,dc=b");
    assertThat(search.getScope()).isEqualTo(SearchScope.BASE);
    assertThat(entry.attributes()).containsExactly(new LdapAttribute("dc", List.of("a")));
    assertThat(entry.notes()).containsExactly("read the entry dc=a,dc=b instead of the rootDSE");
  }

  @Test
  void base_ofNoEntry_isAResultWithoutAttributes() {
    conversation = TestConversation.withBase("dc=nobody");

    RootDse entry = finished(received(done(conversation.id(), 32, "no such object")));

    assertThat(entry.attributes()).isEmpty();
    assertThat(entry.result()).hasValueSatisfying(end -> assertThat(end.code()).isEqualTo(32));
    assertThat(entry.lines()).contains("result: noSuchObject (32): no such object");
  }

  @Test
  void messageId_isRandomAndPositive() {
    List<Integer> ids =
        LongStream.range(0, 100)
            .mapToObj(seed -> TestDialogueContext.of(Transport.TCP, 389, seed))
            .map(context -> idOf(new LdapProtocol().open(context).start()))
            .toList();

    assertThat(ids).doesNotHaveDuplicates().allMatch(i -> i > 0);
    assertThat(TestConversation.over(Transport.TCP).id()).isEqualTo(id);
  }

  @Test
  void rootDse_hasAttributesInOrderWithDuplicates() {
    RootDse rootDse =
        finished(
            received(
                entry(
                    id,
                    new Attribute("supportedControl", "1.2", "1.2", "0.1"),
                    new Attribute("empty"),
                    new Attribute("supportedControl", "1.2")),
                done(id)));

    assertThat(rootDse.attributes())
        .containsExactly(
            new LdapAttribute("supportedControl", List.of("1.2", "1.2", "0.1")),
            new LdapAttribute("empty", List.of()),
            new LdapAttribute("supportedControl", List.of("1.2")));
    assertThat(rootDse.values("SUPPORTEDCONTROL")).containsExactly("1.2", "1.2", "0.1", "1.2");
    assertThat(rootDse.complete()).isTrue();
    assertThat(rootDse.result()).hasValueSatisfying(r -> assertThat(r.succeeded()).isTrue());
    assertThat(rootDse.received()).isEqualTo(TestDialogueContext.NOW);
    assertThat(rootDse.notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"samba-tcp.bin", "openldap-tcp.bin"})
  void capture_splitInTwo_isTheSame(String capture) {
    byte[] answer = captured(capture, id);
    RootDse whole = finished(received(answer));

    for (int split = 0; split <= answer.length; split++) {
      conversation = TestConversation.over(Transport.TCP);
      Step step = received(Arrays.copyOf(answer, split));
      if (split < answer.length) {
        assertThat(step).isEqualTo(Step.await());
        step = received(Arrays.copyOfRange(answer, split, answer.length));
      }
      assertThat(finished(step)).isEqualTo(whole);
    }
  }

  @Test
  void capture_byteByByte_isTheSame() {
    byte[] answer = captured("samba-tcp.bin", id);
    RootDse whole = finished(received(answer));
    conversation = TestConversation.over(Transport.TCP);
    Step step = conversation.request();

    for (byte b : answer) {
      step = conversation.dialogue().received(ByteBuffer.wrap(new byte[] {b}).asReadOnlyBuffer());
    }

    assertThat(finished(step)).isEqualTo(whole);
    assertThat(whole.attributes()).hasSize(22);
    assertThat(whole.supportedControls()).hasSize(23);
  }

  @Test
  void severalEntries_areMergedWithNote() {
    RootDse rootDse =
        finished(
            received(
                entry(id, new Attribute("a", "1")), entry(id, new Attribute("b", "2")), done(id)));

    assertThat(rootDse.attributeLines()).containsExactly("a: 1", "b: 2");
    assertThat(rootDse.notes())
        .singleElement()
        .asString()
        .startsWith("received more than one entry");
  }

  @Test
  void namedEntry_isNoted() {
    byte[] named =
        LdapServerBytes.message(
            id, new SearchResultEntryProtocolOp("dc=x", List.of(new Attribute("a", "1"))));

    assertThat(finished(received(named, done(id))).notes())
        .containsExactly("the entry has the name dc=x (expected: no name)");
  }

  @Test
  void intermediateAndUnknownNotification_areIgnored() {
    RootDse rootDse =
        finished(
            received(
                intermediate(id),
                extended(0, 0, "hello", "1.2.3"),
                entry(id, new Attribute("a", "1")),
                intermediate(id),
                done(id)));

    assertThat(rootDse.complete()).isTrue();
    assertThat(rootDse.attributeLines()).containsExactly("a: 1");
    assertThat(rootDse.notes())
        .containsExactly("unsolicited notification 1.2.3: success (0): hello");
  }

  @Test
  void hiddenRootDse_isFinding() {
    RootDse rootDse = finished(received(done(id)));

    assertThat(rootDse.attributes()).isEmpty();
    assertThat(rootDse.complete()).isTrue();
    assertThat(rootDse.lines()).containsExactly("no rootDSE returned");
  }

  @ParameterizedTest
  @CsvSource({
    "1, operationsError, ''",
    "2, protocolError, ''",
    "8, strongerAuthRequired, ': the server requires a bind'",
    "10, referral, ': the server refers to other servers'",
    "12, unavailableCriticalExtension, ''",
    "13, confidentialityRequired, ': the server requires TLS'",
    "32, noSuchObject, ''",
    "48, inappropriateAuthentication, ': the server requires a bind'",
    "50, insufficientAccessRights, ': the server requires a bind'",
    "53, unwillingToPerform, ''",
    "4711, unknown, ''"
  })
  void refusal_isFindingWithReason(int code, String name, String reason) {
    RootDse rootDse = finished(received(done(id, code, "bind first,\u001b[2J please\0")));

    assertThat(rootDse.complete()).isTrue();
    assertThat(rootDse.result())
        .hasValue(new LdapResult(code, "", "bind first,\u001b[2J please", List.of()));
    assertThat(rootDse.lines())
        .containsExactly(
            "no rootDSE returned" + reason,
            "result: " + name + " (" + code + "): bind first,\\u001b[2J please");
    assertThat(rootDse.requiresBind()).isEqualTo(reason.contains("bind"));
    assertThat(rootDse.requiresTls()).isEqualTo(reason.contains("TLS"));
  }

  @ParameterizedTest
  @CsvSource({
    "1, index not bindable",
    "53, operation restricted",
    "1, authentication required",
    "1, '00002020: SvcErr: DSID-03140C4E, problem 5012 (DIR_ERROR), data 0'",
    "1, '000004DG: no hexadecimal code'",
    "1, 000004DC",
    "2, '000004DC: another result code'"
  })
  void requiresBind_otherAmbiguousError_isFalse(int code, String diagnosticMessage) {
    assertThat(finished(received(done(id, code, diagnosticMessage))).requiresBind()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "1, '000004DC: LdapErr: DSID-0C0907E9, comment: In order to perform this operation a"
        + " successful bind must be completed on the connection., data 0, v1db1'",
    "53, '00002028: LdapErr: DSID-0C090259, comment: The server requires binds to turn on integrity"
        + " checking if SSL\\TLS are not already active on the connection, data 0, v3839'",
    "1, BIND required",
    "53, authentication required"
  })
  void requiresBind_activeDirectoryCodeOrOpenLdapMessage_isTrue(
      int code, String diagnosticMessage) {
    assertThat(finished(received(done(id, code, diagnosticMessage))).requiresBind()).isTrue();
  }

  @Test
  void referrals_areKeptAndNotFollowed() {
    RootDse rootDse =
        finished(
            received(
                reference(id, "ldap://a/", "ldap://b/"), done(id, 10, "elsewhere", "ldap://c/")));

    assertThat(rootDse.result().orElseThrow().referrals())
        .containsExactly("ldap://a/", "ldap://b/", "ldap://c/");
    assertThat(rootDse.lines())
        .contains("result: referral (10): elsewhere, referral to ldap://a/ ldap://b/ ldap://c/");
  }

  @Test
  void noticeOfDisconnection_isFinding() {
    RootDse rootDse =
        finished(
            received(
                entry(id, new Attribute("a", "1")), disconnection(52, "The server is going down")));

    assertThat(rootDse.complete()).isFalse();
    assertThat(rootDse.attributeLines()).containsExactly("a: 1");
    assertThat(rootDse.lines())
        .contains(
            "result: unavailable (52): The server is going down",
            "note: the server ended the session with a notice of disconnection",
            "incomplete: the server did not end its response");
  }

  @Test
  void otherId_isMismatch() {
    assertThat(mismatch(received(done(id + 1))))
        .isEqualTo("LDAP message with id " + (id + 1) + " (expected: " + id + ")");
  }

  @Test
  void otherId_afterEntry_keepsEntry() {
    RootDse rootDse = finished(received(entry(id, new Attribute("a", "1")), done(id + 1)));

    assertThat(rootDse.complete()).isFalse();
    assertThat(rootDse.attributeLines()).containsExactly("a: 1");
    assertThat(rootDse.notes()).singleElement().asString().contains("expected: " + id);
  }

  @Test
  void otherResponse_isMismatchWithResult() {
    assertThat(mismatch(received(extended(id, 2, "what?", "1.2.3"))))
        .isEqualTo(
            "received an extended response, protocolError (2): what?"
                + " (expected: a search response)");
  }

  @Test
  void request_isMismatchWithoutDecoding() {
    byte[] request = LdapMessageCodec.search(id, "");

    assertThat(mismatch(received(request)))
        .isEqualTo("received an LDAP message of type 0x63 (expected: a search response)");
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1 400 Bad Request, '\"HTTP/1.1 400 Bad Request\"'",
    "* OK IMAP4 ready, '\"* OK IMAP4 ready\"'"
  })
  void otherProtocol_isMismatchWithExcerpt(String greeting, String shown) {
    assertThat(mismatch(received(greeting.getBytes(StandardCharsets.US_ASCII))))
        .isEqualTo("received " + shown + " (expected: an LDAP message, which starts with 0x30)");
  }

  @Test
  void tlsAlert_isNamed() {
    assertThat(mismatch(received(new byte[] {0x15, 3, 3, 0, 2, 2, 0x46})))
        .startsWith("received a TLS record 0x15030300020246");
  }

  @Test
  void lengthAboveLimit_isRejected() {
    byte[] liar = {0x30, (byte) 0x84, 0x7f, -1, -1, -1, 2, 1, 1, 0x63, 0, 0, 0};

    assertThat(mismatch(received(liar)))
        .isEqualTo("an LDAP message of 2147483653 bytes (expected: at most 1048576)");
  }

  @Test
  void responseAboveLimit_isFindingWithNote() {
    byte[] head = Arrays.copyOf(longAnswer(id), 20);
    conversation.received(Arrays.copyOf(head, 7));
    Step step = conversation.dialogue().received(ByteBuffer.wrap(head, 7, 13));

    RootDse rootDse = finished(step);
    assertThat(rootDse.complete()).isFalse();
    assertThat(rootDse.notes())
        .containsExactly("an LDAP message of 2000041 bytes (expected: at most 1048576)");
    assertThat(rootDse.lines()).startsWith("no rootDSE returned so far");
    conversation = TestConversation.over(Transport.TCP);
    assertThat(mismatch(received(Arrays.copyOf(longAnswer(id + 1), 20))))
        .isEqualTo("an LDAP message of 2000041 bytes (expected: at most 1048576)");
  }

  private static byte[] longAnswer(int id) {
    return entry(id, new Attribute("a", new byte[2_000_000]));
  }

  @Test
  void referralsAndLongValues_splitInTwo_areTheSame() {
    byte[] answer =
        LdapServerBytes.join(
            entry(id, new Attribute("long", "x".repeat(3_000)), new Attribute("b", "1", "2")),
            reference(id, "ldap://" + "a".repeat(300) + "/dc=x??sub", "ldap://b/"),
            done(id, 10, "there", "ldap://c/"));
    RootDse whole = finished(received(answer));
    assertThat(whole.value("long")).hasValueSatisfying(v -> assertThat(v).hasSize(3_000));
    assertThat(whole.result().orElseThrow().referrals()).hasSize(3);

    for (int split = 1; split < answer.length; split++) {
      conversation = TestConversation.over(Transport.TCP);
      assertThat(received(Arrays.copyOf(answer, split))).isEqualTo(Step.await());
      assertThat(finished(received(Arrays.copyOfRange(answer, split, answer.length))))
          .isEqualTo(whole);
    }
  }

  @Test
  void responseWithinLimit_isAccepted() {
    byte[] end = done(id);
    int size = (1 << 20) - end.length - entry(id, new Attribute("a", new byte[100_000])).length;
    byte[] answer =
        LdapServerBytes.join(entry(id, new Attribute("a", "x".repeat(100_000 + size))), end);
    assertThat(answer).hasSize(1 << 20);

    assertThat(finished(received(answer, end)).complete()).isTrue();
  }

  @Test
  void messagesAboveLimit_keepFirst() {
    byte[] piece = entry(id, new Attribute("a", "x".repeat(60_000)));
    Step step = conversation.request();
    int pieces = 0;
    while (!(step instanceof Step.Finish)) {
      step = received(piece);
      pieces++;
    }

    assertThat(pieces).isEqualTo(1 + (1 << 20) / piece.length);
    assertThat(finished(step).complete()).isFalse();
    assertThat(finished(step).notes()).last().asString().contains("expected: at most 1048576");
  }

  @Test
  void closed_withoutResponse_isMismatch() {
    assertThat(mismatch(conversation.dialogue().closed()))
        .isEqualTo("the server closed the connection before the end of its response");
  }

  @Test
  void closed_duringResponse_keepsEntry() {
    received(entry(id, new Attribute("a", "1")), Arrays.copyOf(done(id), 5));
    RootDse rootDse = finished(conversation.dialogue().closed());

    assertThat(rootDse.complete()).isFalse();
    assertThat(rootDse.notes())
        .containsExactly("the server closed the connection in the middle of an LDAP message");
  }

  @Test
  void closed_afterNotification_isFinding() {
    received(extended(0, 0, "hello", "1.2.3"));

    assertThat(finished(conversation.dialogue().closed()).lines())
        .startsWith("no rootDSE returned so far")
        .contains("note: unsolicited notification 1.2.3: success (0): hello");
  }

  @Test
  void partial_returnsWhatWasReceived() {
    assertThat(conversation.dialogue().partial()).isEmpty();

    received(entry(id, new Attribute("a", "1")));

    assertThat(conversation.dialogue().partial())
        .hasValueSatisfying(
            finding ->
                assertThat(finding.lines())
                    .containsExactly("a: 1", "incomplete: the server did not end its response"));
  }

  private Step received(byte[]... parts) {
    return conversation.received(parts);
  }
}
