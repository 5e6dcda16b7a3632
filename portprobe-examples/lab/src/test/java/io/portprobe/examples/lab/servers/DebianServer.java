package io.portprobe.examples.lab.servers;

import io.portprobe.Transport;
import java.util.Locale;

/** A server of Debian or Maven Central that {@code servers/run} starts. */
enum DebianServer {
  TINYPROXY(Transport.TCP, "127.0.0.10", 3128),
  TINYPROXY_AUTH(Transport.TCP, "127.0.0.11", 3128),
  MICROSOCKS(Transport.TCP, "127.0.0.12", 1080),
  SOCKD(Transport.TCP, "127.0.0.13", 1080),
  CHARON(Transport.UDP, "127.0.0.14", 500),
  GTLSSERVER(Transport.UDP, "127.0.0.15", 443),
  KAMAILIO(Transport.UDP, "127.0.0.16", 5060),
  TURNSERVER(Transport.UDP, "127.0.0.17", 3478),
  FREERADIUS(Transport.UDP, "127.0.0.18", 1812),
  RSYNC(Transport.TCP, "127.0.0.19", 873),
  TELNETD_SSL(Transport.TCP, "127.0.0.21", 23),
  FINGERD(Transport.TCP, "127.0.0.22", 79),
  OIDENTD(Transport.TCP, "127.0.0.23", 113),
  RSYSLOGD(Transport.TCP, "127.0.0.24", 601),
  MARIADBD(Transport.TCP, "127.0.0.25", 3306),
  POSTGRES(Transport.TCP, "127.0.0.26", 5432),
  TDSPOOL(Transport.TCP, "127.0.0.27", 1433),
  GANESHA(Transport.TCP, "127.0.0.28", 2049),
  XVNC(Transport.TCP, "127.0.0.29", 5900),
  WEBSOCKETS(Transport.TCP, "127.0.0.30", 8080),
  GRPCIO(Transport.TCP, "127.0.0.32", 50_051),
  RABBITMQ(Transport.TCP, "127.0.0.33", 5672),
  KAFKA(Transport.TCP, "127.0.0.34", 9092),
  ZOOKEEPER(Transport.TCP, "127.0.0.35", 2181),
  MONGO_JAVA_SERVER(Transport.TCP, "127.0.0.36", 27_017);

  private final Transport transport;
  private final String host;
  private final int port;

  DebianServer(Transport transport, String host, int port) {
    this.transport = transport;
    this.host = host;
    this.port = port;
  }

  /** Returns its name in {@code servers/run}. */
  String program() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Transport transport() {
    return transport;
  }

  /** Returns its address, which no other server has. */
  String host() {
    return host;
  }

  int port() {
    return port;
  }
}
