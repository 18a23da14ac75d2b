@main struct Netlint { static func main() {} }
