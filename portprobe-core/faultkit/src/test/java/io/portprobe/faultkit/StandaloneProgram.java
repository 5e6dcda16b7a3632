package io.portprobe.faultkit;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Uses the peers where there is neither a probe client nor IPv6. */
final class StandaloneProgram {
  private StandaloneProgram() {}

  public static void main(String[] arguments) throws Exception {
    System.out.println("IPv6: " + Loopback.hasIpv6());
    System.out.println("TCP: " + overTcp());
    System.out.println("UDP: " + overUdp());
    ScriptedResolver resolver = new ScriptedResolver().halfUp("db.example", Loopback.ipv4());
    System.out.println("name: " + resolver.resolve("db.example").toCompletableFuture().join());
    List<Peer> others =
        List.of(TcpPeer.refusing(), TcpPeer.blackHole(), UdpPeer.refusing(), UdpPeer.silent());
    others.forEach(Peer::close);
    System.out.println("threads: " + OpenResources.threads("faultkit-"));
  }

  private static String overTcp() throws IOException {
    byte[] hello = "hello".getBytes(StandardCharsets.US_ASCII);
    try (TcpPeer peer = TcpPeer.serving(Script.expect(hello).reply(hello).thenClose());
        Socket socket = new Socket(peer.host(), peer.port())) {
      socket.getOutputStream().write(hello);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static String overUdp() throws IOException {
    byte[] hello = "hello".getBytes(StandardCharsets.US_ASCII);
    try (UdpPeer peer = UdpPeer.responding(List::of);
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(Loopback.ipv4(), 0))) {
      socket.setSoTimeout(10_000);
      socket.send(new DatagramPacket(hello, hello.length, peer.address()));
      DatagramPacket answer = new DatagramPacket(new byte[100], 100);
      socket.receive(answer);
      return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII);
    }
  }
}
