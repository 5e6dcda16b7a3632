package io.portprobe.protocols.internal.vnc;

import java.util.Map;

/** The security types of Remote Framebuffer (IANA registry "RFB Security Types"). */
final class SecurityTypes {
  static final int INVALID = 0;
  static final int NONE = 1;

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(NONE, "None"),
          Map.entry(2, "VNC Authentication"),
          Map.entry(5, "RA2"),
          Map.entry(6, "RA2ne"),
          Map.entry(7, "SSPI"),
          Map.entry(8, "SSPIne"),
          Map.entry(13, "RA2 256"),
          Map.entry(16, "Tight"),
          Map.entry(17, "Ultra"),
          Map.entry(18, "TLS"),
          Map.entry(19, "VeNCrypt"),
          Map.entry(20, "GTK-VNC SASL"),
          Map.entry(21, "MD5 hash authentication"),
          Map.entry(22, "Colin Dean xvp"),
          Map.entry(23, "Secure Tunnel"),
          Map.entry(24, "Integrated SSH"),
          Map.entry(30, "Apple Diffie-Hellman"),
          Map.entry(33, "Apple RSA-SRP"),
          Map.entry(35, "Apple Kerberos"),
          Map.entry(36, "Apple SRP"),
          Map.entry(129, "RA2 256 (RealVNC)"),
          Map.entry(130, "RA2ne 256 (RealVNC)"));

  private SecurityTypes() {}

  static String name(int type) {
    return NAMES.getOrDefault(type, "type " + type);
  }
}
