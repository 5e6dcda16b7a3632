package io.portprobe.examples.lab;

import java.net.NetworkInterface;
import java.net.SocketException;

/** The test bed's hosts, and a guard against running without it. */
final class Lab {
  /** The Samba domain controller. */
  static final String AD = "198.18.77.20";

  /** The stand-alone Samba server. */
  static final String SMB = "198.18.77.21";

  /** BIND, OpenLDAP and many more. */
  static final String SRV = "198.18.77.30";

  /** The packet filter. */
  static final String FW = "198.18.77.40";

  private static final String CLIENT = "198.18.77.10";

  private Lab() {}

  /** Fails unless this JVM sees the test bed. */
  static void mustBeUp() throws SocketException {
    boolean inside =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .anyMatch(address -> address.getHostAddress().equals(CLIENT));
    if (!inside) {
      throw new IllegalStateException(
          "not in the test bed's client namespace: start it by testbed/up and the tests by ./run");
    }
  }
}
