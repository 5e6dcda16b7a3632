/** Misbehaving TCP and UDP servers for network tests. */
module io.portprobe.faultkit {
  requires static transitive org.jspecify;

  exports io.portprobe.faultkit;
}
