package io.portprobe.protocols.testing.msrpc;

import java.util.List;
import java.util.UUID;

/** The map of {@link EndpointMapperPeer#withSampleMap()}, like that of a Windows server. */
final class SampleEndpointMap {
  private static final String SERVER = "\\\\SAMPLE";

  private static final MapperEntry SAMR =
      MapperEntry.of("12345778-1234-abcd-ef00-0123456789ac", 1, 0);
  private static final MapperEntry LSARPC =
      MapperEntry.of("12345778-1234-abcd-ef00-0123456789ab", 0, 0);
  private static final MapperEntry DRSUAPI =
      MapperEntry.of("e3514235-4b06-11d1-ab04-00c04fc2dcd2", 4, 0)
          .annotated("MS NT Directory DRS Interface");
  private static final MapperEntry FRSTRANS =
      MapperEntry.of("897e2e5f-93f3-4376-9c9c-fd2277495c27", 1, 0).annotated("Frs2 Service");
  private static final MapperEntry EVENTLOG =
      MapperEntry.of("f6beaff7-1e19-4fbb-9f8f-b89e2018337c", 1, 0).annotated("Event log TCPIP");
  private static final MapperEntry REGISTRY =
      MapperEntry.of("338cd001-2244-31f1-aaaa-900038001003", 1, 0)
          .annotated("RemoteRegistry Interface");
  private static final MapperEntry SVCCTL =
      MapperEntry.of("367abb81-9844-35f1-ad32-98f038001003", 2, 0);
  private static final MapperEntry KEYISO =
      MapperEntry.of("b25a52bf-e5dd-4f4a-aea6-8ca7272a0e86", 2, 0).annotated("KeyIso");
  private static final MapperEntry MESSENGER =
      MapperEntry.of("5a7b91f8-ff00-11d0-a9b2-00c04fb6e6fc", 1, 0).annotated("Messenger Service");
  private static final MapperEntry DHCP_CLIENT =
      MapperEntry.of("3c4728c5-f0ab-448b-bda1-6ce01eb0a6d5", 1, 0)
          .annotated("DHCP Client LRPC Endpoint");
  private static final MapperEntry DIRECTORY_REFERRAL =
      MapperEntry.of("1544f5e0-613c-11d1-93df-00c04fd7bd09", 1, 0)
          .annotated("MS Exchange Directory RFR Interface");

  static final List<MapperEntry> ENTRIES =
      List.of(
          SAMR.pipe(SERVER, "\\pipe\\lsass"),
          SAMR.tcp(49664),
          SAMR.local("samss lpc"),
          LSARPC.pipe(SERVER, "\\pipe\\lsass"),
          LSARPC.tcp(49664),
          DRSUAPI.pipe(SERVER, "\\pipe\\lsass"),
          DRSUAPI.tcp("192.0.2.20", 49664),
          DRSUAPI.http(49665),
          FRSTRANS.forObject(UUID.fromString("5bc1ed07-f5f5-485f-9dfd-6fd0acf9a23c")).tcp(49667),
          EVENTLOG.tcp(49668),
          EVENTLOG.pipe(SERVER, "\\pipe\\eventlog"),
          REGISTRY.pipe(SERVER, "\\PIPE\\winreg"),
          SVCCTL.tcp(49669),
          SVCCTL.udp(1025),
          KEYISO.tcp(49664),
          KEYISO.local("LRPC-36f49769d5ad2c7f47"),
          MESSENGER.udp(1026),
          DHCP_CLIENT.local("dhcpcsvc"),
          DIRECTORY_REFERRAL.http(6002),
          DIRECTORY_REFERRAL.tcp(49670));

  private SampleEndpointMap() {}
}
