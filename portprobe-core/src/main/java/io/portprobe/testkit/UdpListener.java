package io.portprobe.testkit;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.util.Arrays;

/** Takes the datagrams of a {@link UdpPeer}, one at a time, and sends what is answered. */
final class UdpListener {
  private static final int LONGEST = 65_535;

  private final DatagramSocket ear;
  private final DatagramSocket mouth;
  private final UdpPeer.Answers answers;
  private final Ledger ledger;
  private final Belongings belongings;

  UdpListener(
      DatagramSocket ear,
      DatagramSocket mouth,
      UdpPeer.Answers answers,
      Ledger ledger,
      Belongings belongings) {
    this.ear = ear;
    this.mouth = mouth;
    this.answers = answers;
    this.ledger = ledger;
    this.belongings = belongings;
  }

  void start() {
    belongings.run("testkit-udp-" + ear.getLocalPort(), this::takeAll);
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
    ledger.receive(request);
    try {
      for (byte[] answer : answers.to(request.clone())) {
        mouth.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    } catch (Throwable e) { // an AssertionError of a test, too
      fail(e);
    } finally {
      ledger.end();
    }
  }

  private void fail(Throwable failure) {
    if (!belongings.closed()) {
      ledger.fail(failure);
    }
  }
}
