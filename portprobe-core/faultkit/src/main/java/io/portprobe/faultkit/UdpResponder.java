package io.portprobe.faultkit;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Takes the datagrams of a {@link UdpPeer}, one at a time, and sends what is answered. */
final class UdpResponder {
  private static final int LONGEST = 65_535;

  private final DatagramSocket ear;
  private final DatagramSocket mouth;
  private final long delayNanos;
  private final UdpPeer.Responder answers;
  private final PeerLog ledger;
  private final PeerResources belongings;
  private final Object turn = new Object();

  UdpResponder(
      DatagramSocket ear,
      DatagramSocket mouth,
      Duration delay,
      UdpPeer.Responder answers,
      PeerLog ledger,
      PeerResources belongings) {
    this.ear = ear;
    this.mouth = mouth;
    this.delayNanos = delay.toNanos();
    this.answers = answers;
    this.ledger = ledger;
    this.belongings = belongings;
  }

  void start() {
    belongings.run(threadName(), this::takeAll);
  }

  private String threadName() {
    return "faultkit-udp-" + ear.getLocalPort();
  }

  private void takeAll() {
    byte[] buffer = new byte[LONGEST];
    try {
      while (!belongings.closed()) {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        ear.receive(packet);
        take(packet);
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  private void take(DatagramPacket packet) {
    byte[] request =
        Arrays.copyOfRange(
            packet.getData(), packet.getOffset(), packet.getOffset() + packet.getLength());
    SocketAddress client = packet.getSocketAddress();
    ledger.receive(request);
    if (delayNanos == 0) {
      answer(request, client);
    } else {
      belongings.run(
          threadName() + "-" + ledger.begun(),
          () -> {
            try {
              InterruptibleWaits.sleep(delayNanos);
              answer(request, client);
            } catch (InterruptedIOException e) {
              fail(e); // which close() causes, and only that
            }
          });
    }
  }

  private void answer(byte[] request, SocketAddress client) {
    try {
      for (byte[] answer : asked(request)) {
        mouth.send(new DatagramPacket(answer, answer.length, client));
      }
    } catch (Throwable e) { // an AssertionError of a test, too
      fail(e);
    } finally {
      ledger.end();
    }
  }

  private List<byte[]> asked(byte[] request) {
    synchronized (turn) { // one at a time, as promised, also when they are late
      return answers.respond(request.clone());
    }
  }

  private void fail(Throwable failure) {
    ledger.fail(failure, belongings);
  }
}
