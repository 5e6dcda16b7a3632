package io.portprobe.protocols.internal.msrpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.portprobe.Transport;
import io.portprobe.protocols.msrpc.Inquiry;
import io.portprobe.protocols.msrpc.MappedEndpoint;
import io.portprobe.protocols.msrpc.MsRpc;
import io.portprobe.protocols.msrpc.VersionMatch;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Dialogues with a server whose responses are the input of the fuzzer. The first octet selects the
 * inquiry. Over TCP the second octet is the size of the pieces of the rest. Over UDP the rest is
 * datagrams, each after its length of two octets; a zero activity is replaced by the client's.
 */
class MsRpcFuzzTest {
  private static final int ACTIVITY = 40;

  private static Inquiry inquiry(int choice) {
    UUID id = UUID.fromString("12345778-1234-abcd-ef00-0123456789ac");
    return switch (choice & 3) {
      case 0 -> Inquiry.all();
      case 1 -> Inquiry.ofInterface(id, 1, 0, VersionMatch.COMPATIBLE);
      case 2 -> Inquiry.map(id, 1, 0, "ncacn_ip_tcp");
      default -> Inquiry.management();
    };
  }

  private static Dialogue open(Transport transport, int choice) {
    return new MsRpcProtocol()
        .open(TestDialogueContext.of(transport, 135).with(MsRpc.INQUIRY, inquiry(choice)));
  }

  @FuzzTest
  void stream(byte[] input) {
    if (input.length < 2) {
      return;
    }
    Dialogue dialogue = open(Transport.TCP, input[0]);
    Step step = dialogue.start();
    int piece = (input[1] & 0xff) == 0 ? Integer.MAX_VALUE : input[1] & 0xff;
    for (int from = 2; from < input.length && goesOn(step); ) {
      int to = (int) Math.min(input.length, (long) from + piece);
      step = dialogue.received(ByteBuffer.wrap(input, from, to - from).slice().asReadOnlyBuffer());
      from = to;
    }
    dialogue.partial().ifPresent(MsRpcFuzzTest::check);
    end(goesOn(step) ? dialogue.closed() : step);
  }

  @FuzzTest
  void datagrams(byte[] input) {
    if (input.length < 1) {
      return;
    }
    Dialogue dialogue = open(Transport.UDP, input[0]);
    Step step = dialogue.start();
    byte[] activity = new byte[16];
    ((Step.Send) step).bytes().get(ACTIVITY, activity);
    for (int from = 1; from + 2 <= input.length && goesOn(step); ) {
      int length = ((input[from] & 0xff) << 8) | (input[from + 1] & 0xff);
      int to = Math.min(input.length, from + 2 + length);
      byte[] datagram = Arrays.copyOfRange(input, from + 2, to);
      introduce(datagram, activity);
      step = dialogue.received(ByteBuffer.wrap(datagram).asReadOnlyBuffer());
      from = to;
    }
    dialogue.partial().ifPresent(MsRpcFuzzTest::check);
    if (!goesOn(step)) {
      end(step);
    }
  }

  private static void introduce(byte[] datagram, byte[] activity) {
    int end = ACTIVITY + activity.length;
    if (datagram.length >= end
        && Arrays.equals(datagram, ACTIVITY, end, new byte[16], 0, activity.length)) {
      System.arraycopy(activity, 0, datagram, ACTIVITY, activity.length);
    }
  }

  @FuzzTest
  void tower(byte[] octets) {
    MappedEndpoint endpoint =
        new EntryReader("asked.example")
            .read(new MapperReply.Entry(new UUID(0, 0), new byte[0], octets));

    check(new DefaultEndpointMap(List.of(endpoint), true, ""));
    assertThat(endpoint.stringBinding()).isNotEmpty();
    assertThat(endpoint.port().orElse(1)).isBetween(1, 65_535);
  }

  private static boolean goesOn(Step step) {
    Step last = step;
    while (last instanceof Step.Send send) {
      last = send.then();
    }
    return last instanceof Step.Await || last instanceof Step.Poll;
  }

  private static void end(Step step) {
    Step last = step;
    while (last instanceof Step.Send send) {
      last = send.then();
    }
    if (last instanceof Step.Finish finish) {
      check(finish.finding());
    } else {
      assertThat(last).isInstanceOf(Step.Mismatch.class);
      assertThat(((Step.Mismatch) last).why()).isNotEmpty();
    }
  }

  private static void check(Finding finding) {
    assertThat(finding.lines()).isNotEmpty();
    for (String line : finding.lines()) {
      if (line.chars().anyMatch(Character::isISOControl)) {
        throw new AssertionError("control characters in " + line);
      }
    }
  }
}
