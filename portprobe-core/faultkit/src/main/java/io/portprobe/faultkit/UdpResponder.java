package io.portprobe.faultkit;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The receive loop of a {@link UdpPeer}. */
final class UdpResponder {
  private static final int MAX_DATAGRAM = 65_535;

  private final DatagramSocket receiving;
  private final DatagramSocket sending;
  private final long delayNanos;
  private final UdpPeer.Responder responder;
  private final PeerLog log;
  private final PeerResources resources;
  private final Object responderLock = new Object();

  UdpResponder(
      DatagramSocket receiving,
      DatagramSocket sending,
      Duration delay,
      UdpPeer.Responder responder,
      PeerLog log,
      PeerResources resources) {
    this.receiving = receiving;
    this.sending = sending;
    this.delayNanos = delay.toNanos();
    this.responder = responder;
    this.log = log;
    this.resources = resources;
  }

  void start() {
    resources.startThread(threadName(), this::receiveAll);
  }

  private String threadName() {
    return "faultkit-udp-" + receiving.getLocalPort();
  }

  private void receiveAll() {
    byte[] buffer = new byte[MAX_DATAGRAM];
    try {
      while (!resources.isClosed()) {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        receiving.receive(packet);
        accept(packet);
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  private void accept(DatagramPacket packet) {
    byte[] request =
        Arrays.copyOfRange(
            packet.getData(), packet.getOffset(), packet.getOffset() + packet.getLength());
    SocketAddress client = packet.getSocketAddress();
    log.start(request);
    if (delayNanos == 0) {
      respond(request, client);
    } else {
      resources.startThread(threadName() + "-" + log.started(), () -> respondLate(request, client));
    }
  }

  private void respondLate(byte[] request, SocketAddress client) {
    try {
      InterruptibleWaits.sleep(delayNanos);
      respond(request, client);
    } catch (InterruptedIOException e) {
      fail(e); // only close() interrupts this thread, so this is not recorded
    }
  }

  private void respond(byte[] request, SocketAddress client) {
    try {
      for (byte[] response : responses(request)) {
        sending.send(new DatagramPacket(response, response.length, client));
      }
    } catch (Throwable e) { // includes the AssertionError of a test
      fail(e);
    } finally {
      log.end();
    }
  }

  private List<byte[]> responses(byte[] request) {
    synchronized (responderLock) { // one call at a time, also for late responses
      return responder.respond(request.clone());
    }
  }

  private void fail(Throwable failure) {
    log.fail(failure, resources);
  }
}
