using System.Globalization;
using System.Text;
using QRCoder;

namespace Sextant.Web.Charts;

/// <summary>A QR code as the path of an SVG picture, one unit a module: needs no style, no script and no picture file.</summary>
public sealed class QrPicture
{
    private QrPicture(int size, string path) => (Size, Path) = (size, path);

    /// <summary>Modules of a side, with the white frame that scanners need.</summary>
    public int Size { get; }

    /// <summary>The dark modules.</summary>
    public string Path { get; }

    /// <summary>Draws a text. Level M: a screen is read without damage.</summary>
    public static QrPicture Of(string text)
    {
        using QRCodeData code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (int row = 0; row < code.ModuleMatrix.Count; row++)
        {
            for (int column = 0; column < code.ModuleMatrix[row].Count; column++)
            {
                if (code.ModuleMatrix[row][column])
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{column} {row}h1v1h-1z");
                }
            }
        }

        return new QrPicture(code.ModuleMatrix.Count, path.ToString());
    }
}
