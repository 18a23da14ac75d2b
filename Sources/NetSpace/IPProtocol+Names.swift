extension IPProtocol {
  /// The names in the IANA Protocol Numbers registry, and `icmpv6` as EC2 has it.
  static let names: [UInt8: String] = Dictionary(
    uniqueKeysWithValues: zip(0..., registry.split(separator: " ")).compactMap { number, name in
      name == "-" ? nil : (number, String(name))
    })

  /// The numbers by name, with the other spellings that rules are written in.
  static let numbers: [String: UInt8] = {
    var numbers = Dictionary(uniqueKeysWithValues: names.map { ($0.value, $0.key) })
    numbers.merge(["ipv6-icmp": 58, "ospfigp": 89, "ipencap": 4, "isis-over-ipv4": 124, "iptm": 84]) { old, _ in old }
    return numbers
  }()

  /// The keywords from number 0 on; `-` where the registry has none.
  private static let registry = """
    hopopt icmp igmp ggp ipv4 st tcp cbt egp igp bbn-rcc-mon nvp-ii pup argus emcon xnet chaos udp mux dcn-meas hmp \
    prm xns-idp trunk-1 trunk-2 leaf-1 leaf-2 rdp irtp iso-tp4 netblt mfe-nsp merit-inp dccp 3pc idpr xtp ddp \
    idpr-cmtp tp++ il ipv6 sdrp ipv6-route ipv6-frag idrp rsvp gre dsr bna esp ah i-nlsp swipe narp mobile tlsp skip \
    icmpv6 ipv6-nonxt ipv6-opts - cftp - sat-expak kryptolan rvd ippc - sat-mon visa ipcv cpnx cphb wsn pvp \
    br-sat-mon sun-nd wb-mon wb-expak iso-ip vmtp secure-vmtp vines ttp nsfnet-igp dgp tcf eigrp ospf sprite-rpc \
    larp mtp ax.25 ipip micp scc-sp etherip encap - gmtp ifmp pnni pim aris scps qnx a/n ipcomp snp compaq-peer \
    ipx-in-ip vrrp pgm - l2tp ddx iatp stp srp uti smp sm ptp isis fire crtp crudp sscopmce iplt sps pipe sctp fc \
    rsvp-e2e-ignore mobility-header udplite mpls-in-ip manet hip shim6 wesp rohc
    """
}
