import OdoriDomain
import SystemPackage

/// Cuts a sticker out of its green ground and brings it to its final size, as PNG with transparency.
///
/// A pixel's greenness is how far its green stands above both red and blue. Away from the ground nothing is touched, so green
/// hair stays green; within two pixels of it a pixel is taken for a mixture of ground and figure: greenness gives the share of
/// the ground, which is subtracted, and with it the spill. The ground's colour is read from the corner.
enum StickerCommand {
    static func make(_ sticker: FilePath, width: Int, into file: FilePath) -> FFmpegCommand {
        let work = width * 2
        // Scaling happens on premultiplied colours: the transparent ground must not bleed into the figure's edge.
        let chain = """
            [0:v:0]scale=w=\(work):h=-2:flags=area,format=gbrap,\
            geq=r='\(channel("r"))':g='\(green)':b='\(channel("b"))':a='\(alpha)',\
            premultiply=inplace=1,scale=w=\(width):h=-2:flags=area,unpremultiply=inplace=1,format=rgba[s]
            """
        return FFmpegCommand(
            inputs: [.init(sticker)], graph: [chain], output: ["-map", "[s]"] + Encoding.png(file))
    }

    private static func greenness(_ x: String, _ y: String) -> String {
        "(g(\(x),\(y))-max(r(\(x),\(y)),b(\(x),\(y))))"
    }

    /// Sets 0: the ground's greenness, 1: the figure's share of this pixel, 2: whether the ground is near.
    private static let measure: String = {
        let corner = greenness("4", "4")
        let around = [(-2, 0), (2, 0), (0, -2), (0, 2), (-1, -1), (1, -1), (-1, 1), (1, 1)]
            .map { greenness("X+(\($0))", "Y+(\($1))") }
        let nearest = around.reduce(greenness("X", "Y")) { "max(\($0),\($1))" }
        return """
            st(0,if(lt(\(corner),60),255,\(corner)));st(1,clip(1-\(greenness("X", "Y"))/ld(0),0,1));\
            st(2,if(gt(ld(1),0.999),0,gt(\(nearest),0.7*ld(0))))
            """
    }()

    private static let alpha = "\(measure);if(ld(2),255*clip((ld(1)-0.08)/0.88,0,1),255)"

    private static func channel(_ name: String) -> String {
        "\(measure);if(ld(2),clip((\(name)(X,Y)-(1-ld(1))*\(name)(4,4))/max(ld(1),0.05),0,255),\(name)(X,Y))"
    }

    /// What stands above red and blue at the edge is spill.
    private static let green = "\(measure);if(ld(2),min(max(r(X,Y),b(X,Y))/max(ld(1),0.05),255),g(X,Y))"
}
