package io.portprobe.protocols.internal.msrpc;

import io.portprobe.Transport;
import io.portprobe.protocols.msrpc.EndpointMap;
import io.portprobe.protocols.msrpc.MappedEndpoint;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.spi.Step;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** A dialogue over a blocking socket, without the engine. */
final class SocketConversation {
  private static final int TIMEOUT = 10_000;

  private SocketConversation() {}

  /** The context of a dialogue over TCP without options. */
  private record Context(String host, InetSocketAddress peer) implements DialogueContext {
    @Override
    public Transport transport() {
      return Transport.TCP;
    }

    @Override
    public Clock clock() {
      return Clock.systemUTC();
    }

    @Override
    public RandomGenerator random() {
      return RandomGenerator.getDefault();
    }

    @Override
    public <T> T option(ProtocolOption<T> option) {
      return option.defaultValue();
    }
  }

  /** Runs a dialogue with a server and returns its last step. */
  static Step run(String host, int port) throws IOException {
    InetSocketAddress peer = new InetSocketAddress(host, port);
    Dialogue dialogue = new MsRpcProtocol().open(new Context(host, peer));
    try (Socket socket = new Socket()) {
      socket.connect(peer, TIMEOUT);
      socket.setSoTimeout(TIMEOUT);
      return run(dialogue, socket);
    }
  }

  private static Step run(Dialogue dialogue, Socket socket) throws IOException {
    byte[] buffer = new byte[1500];
    Step step = dialogue.start();
    while (true) {
      while (step instanceof Step.Send send) {
        byte[] bytes = new byte[send.bytes().remaining()];
        send.bytes().get(bytes);
        socket.getOutputStream().write(bytes);
        step = send.then();
      }
      if (!(step instanceof Step.Await)) {
        return step;
      }
      int count = socket.getInputStream().read(buffer);
      if (count < 0) {
        return dialogue.closed();
      }
      step = dialogue.received(ByteBuffer.wrap(buffer, 0, count).asReadOnlyBuffer());
    }
  }

  static EndpointMap map(String host, int port) throws IOException {
    return Conversation.mapOf(run(host, port));
  }

  /**
   * Prints the map of a server for manual comparison, one line an entry.
   *
   * @param arguments host and port
   */
  public static void main(String[] arguments) throws IOException {
    EndpointMap map = map(arguments[0], Integer.parseInt(arguments[1]));
    for (MappedEndpoint entry : map.endpoints()) {
      System.out.println(
          entry.interfaceId()
              + " v"
              + entry.version()
              + " "
              + entry.stringBinding()
              + " "
              + entry.annotation());
    }
    System.err.println(map.endpoints().size() + " entries, complete: " + map.complete());
  }
}
