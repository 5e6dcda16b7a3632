package io.portprobe.examples.benchmarks;

import io.portprobe.IoMode;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A benchmark of one probe of an open port, compared with a blocking connect to it. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
public class SingleProbeBenchmark {
  /** Called by JMH. */
  public SingleProbeBenchmark() {}

  /** A listening port. */
  @State(Scope.Benchmark)
  public static class Target {
    private @Nullable AcceptingPort port;

    /** Called by JMH. */
    public Target() {}

    /**
     * Opens the port.
     *
     * @throws IOException if no port is available
     */
    @Setup
    public void open() throws IOException {
      port = AcceptingPort.open();
    }

    /**
     * Closes the port.
     *
     * @throws IOException if that fails
     */
    @TearDown
    public void close() throws IOException {
      opened().close();
    }

    InetSocketAddress address() {
      return opened().address();
    }

    private AcceptingPort opened() {
      return Objects.requireNonNull(port, "port");
    }
  }

  /** A client that stays open. */
  @State(Scope.Benchmark)
  public static class Client {
    /** The transport of the event loops. */
    @Param({"epoll", "nio"})
    public String transport = "";

    private @Nullable ProbeClient client;

    /** Called by JMH. */
    public Client() {}

    /** Creates the client. */
    @Setup
    public void open() {
      client =
          ProbeClient.builder().ioMode(IoMode.valueOf(transport.toUpperCase(Locale.ROOT))).build();
    }

    /** Closes the client. */
    @TearDown
    public void close() {
      opened().close();
    }

    ProbeClient opened() {
      return Objects.requireNonNull(client, "client");
    }
  }

  /** A socket whose close is not measured. */
  @State(Scope.Thread)
  public static class Connection {
    private Socket socket = new Socket();

    /** Called by JMH. */
    public Connection() {}

    /** Creates a socket, which has no file descriptor yet. */
    @Setup(Level.Invocation)
    public void make() {
      socket = new Socket();
    }

    /**
     * Closes the socket with RST, so that no port remains in TIME_WAIT.
     *
     * @throws IOException if that fails
     */
    @TearDown(Level.Invocation)
    public void close() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }

  /**
   * Connects a blocking socket.
   *
   * @param target the listening port
   * @param connection the socket
   * @return whether the socket is connected
   * @throws IOException if the connect fails
   */
  @Benchmark
  public boolean blockingConnect(Target target, Connection connection) throws IOException {
    connection.socket.connect(target.address());
    return connection.socket.isConnected();
  }

  /**
   * Probes the port and waits for the state.
   *
   * @param target the listening port
   * @param client the client
   * @return the state
   */
  @Benchmark
  public PortState probe(Target target, Client client) {
    InetSocketAddress address = target.address();
    return client.opened().tcp(address.getHostString(), address.getPort()).state().join();
  }
}
